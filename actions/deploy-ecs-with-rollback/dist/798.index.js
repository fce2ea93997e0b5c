export const id = 798;
export const ids = [798];
export const modules = {

/***/ 5798:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CloudWatchAlarms: () => (/* binding */ CloudWatchAlarms)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_cloudwatch__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(589);
/* harmony import */ var _aws_sdk_client_cloudwatch__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9779);
/* harmony import */ var _client_config_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6396);
/* harmony import */ var _failures_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(384);
/** The gateway to CloudWatch: how alarms stand. Loaded only by a deployment that watches some of its own. */



/** DescribeAlarms takes a hundred names. */
const atOnce = 100;
const sdkClient = (config) => new _aws_sdk_client_cloudwatch__WEBPACK_IMPORTED_MODULE_0__/* .CloudWatchClient */ .W((0,_client_config_js__WEBPACK_IMPORTED_MODULE_1__/* .clientConfig */ .y)(config));
class CloudWatchAlarms {
    #client;
    /** @param clientOf what sends the calls; a simulation has one that needs no network. */
    constructor(config, clientOf = sdkClient) {
        this.#client = clientOf(config);
    }
    /** @returns those of the names that there are, alarms made of alarms included. */
    async states(names) {
        const states = [];
        for (let at = 0; at < names.length; at += atOnce) {
            const { MetricAlarms = [], CompositeAlarms = [] } = await this.#describe(names.slice(at, at + atOnce));
            states.push(...[...MetricAlarms, ...CompositeAlarms].map(stateOf));
        }
        return states;
    }
    async #describe(names) {
        try {
            return await this.#client.send(new _aws_sdk_client_cloudwatch__WEBPACK_IMPORTED_MODULE_2__/* .DescribeAlarmsCommand */ .z({
                AlarmNames: [...names],
                // Without types only alarms on metrics are told.
                AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
                MaxRecords: atOnce,
            }));
        }
        catch (error) {
            const about = `the alarms ${names.join(', ')}`;
            throw (0,_failures_js__WEBPACK_IMPORTED_MODULE_3__/* .awsFailure */ .M)(error, { service: 'cloudwatch', operation: 'DescribeAlarms', about });
        }
    }
}
const stateOf = ({ AlarmName = '', StateValue, StateReason, StateTransitionedTimestamp }) => ({
    name: AlarmName,
    state: StateValue ?? 'INSUFFICIENT_DATA',
    reason: StateReason,
    changedAt: StateTransitionedTimestamp?.getTime(),
});


/***/ })

};
