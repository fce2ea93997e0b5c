export const id = 293;
export const ids = [293];
export const modules = {

/***/ 6293:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   tail: () => (/* binding */ tail)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_cloudwatch_logs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9581);
/* harmony import */ var _aws_sdk_client_cloudwatch_logs__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4639);
/* harmony import */ var _client_config_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6396);
/* harmony import */ var _error_shape_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5962);
/* harmony import */ var _failures_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(384);
/** The gateway to CloudWatch Logs: the last lines of one container. */




/** @returns the last lines, oldest first; none when nothing was written there. */
async function tail(config, { group, stream, region }, lines) {
    const client = new _aws_sdk_client_cloudwatch_logs__WEBPACK_IMPORTED_MODULE_0__/* .CloudWatchLogsClient */ .T((0,_client_config_js__WEBPACK_IMPORTED_MODULE_1__/* .clientConfig */ .y)({ ...config, region: region ?? config.region }));
    try {
        return await lastEvents(client, { logGroupName: group, logStreamName: stream, limit: lines });
    }
    catch (error) {
        if ((0,_error_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .errorName */ .Is)(error) === 'ResourceNotFoundException')
            return [];
        throw (0,_failures_js__WEBPACK_IMPORTED_MODULE_3__/* .awsFailure */ .M)(error, { service: 'logs', operation: 'GetLogEvents', about: `${group} ${stream}` });
    }
    finally {
        client.destroy();
    }
}
/** An empty page need not be the end; the same token twice is. */
const emptyPages = 3;
async function lastEvents(client, stream) {
    let token;
    for (let page = 0; page < emptyPages; page += 1) {
        const input = { ...stream, startFromHead: false, nextToken: token };
        const { events = [], nextBackwardToken } = await client.send(new _aws_sdk_client_cloudwatch_logs__WEBPACK_IMPORTED_MODULE_4__/* .GetLogEventsCommand */ .h(input));
        if (events.length > 0)
            return events.flatMap(({ message }) => message ?? []);
        if (nextBackwardToken === undefined || nextBackwardToken === token)
            return [];
        token = nextBackwardToken;
    }
    return [];
}


/***/ })

};
