export const id = 389;
export const ids = [389];
export const modules = {

/***/ 7389:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LoadBalancers: () => (/* binding */ LoadBalancers)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2429);
/* harmony import */ var _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8644);
/* harmony import */ var _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8370);
/* harmony import */ var _client_config_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6396);
/* harmony import */ var _failures_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(384);
/** The gateway to the load balancers: what they say about the targets of a service. */



const notFound = {
    error: 'TargetGroupNotFoundException',
    kind: 'setup',
    code: 'target-group-not-found',
    what: 'The target group ‹about› was not found',
    hint: 'Check the load balancer of the service.',
};
const failures = [
    { operation: 'DescribeTargetHealth', ...notFound },
    { operation: 'DescribeTargetGroups', ...notFound },
];
/** What a target group is made with when nothing else is said. */
const usual = { intervalSeconds: 30, unhealthyThreshold: 2 };
const sdkClient = (config) => new _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_0__/* .ElasticLoadBalancingV2Client */ .M((0,_client_config_js__WEBPACK_IMPORTED_MODULE_1__/* .clientConfig */ .y)(config));
class LoadBalancers {
    #client;
    /** @param clientOf what sends the calls; a simulation has one that needs no network. */
    constructor(config, clientOf = sdkClient) {
        this.#client = clientOf(config);
    }
    /** @param targetGroup its ARN. */
    async health(targetGroup) {
        const command = new _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_2__/* .DescribeTargetHealthCommand */ .q({ TargetGroupArn: targetGroup });
        const { TargetHealthDescriptions } = await orFailure('DescribeTargetHealth', targetGroup, () => this.#client.send(command));
        return (TargetHealthDescriptions ?? []).map(({ Target, TargetHealth }) => ({
            host: Target?.Id ?? '',
            port: Target?.Port,
            state: TargetHealth?.State ?? 'unused',
            reason: TargetHealth?.Reason,
            description: TargetHealth?.Description,
        }));
    }
    /** @param targetGroup its ARN. */
    async checks(targetGroup) {
        const command = new _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_3__/* .DescribeTargetGroupsCommand */ .s({ TargetGroupArns: [targetGroup] });
        const { TargetGroups } = await orFailure('DescribeTargetGroups', targetGroup, () => this.#client.send(command));
        const group = TargetGroups?.[0];
        return {
            interval: (group?.HealthCheckIntervalSeconds ?? usual.intervalSeconds) * 1000,
            unhealthyThreshold: group?.UnhealthyThresholdCount ?? usual.unhealthyThreshold,
        };
    }
}
async function orFailure(operation, about, send) {
    try {
        return await send();
    }
    catch (error) {
        throw (0,_failures_js__WEBPACK_IMPORTED_MODULE_4__/* .awsFailure */ .M)(error, { service: 'elasticloadbalancing', operation, about }, failures);
    }
}


/***/ })

};
