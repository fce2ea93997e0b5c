export const id = 293;
export const ids = [293];
export const modules = {

/***/ 6293:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   tail: () => (/* binding */ tail)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_cloudwatch_logs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5280);
/* harmony import */ var _client_config_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6396);
/* harmony import */ var _failures_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3691);
/** The gateway to CloudWatch Logs: the last lines of one container. */



/** @returns the last lines, oldest first; none when nothing was written there. */
async function tail(config, { group, stream, region }, lines) {
    const client = new _aws_sdk_client_cloudwatch_logs__WEBPACK_IMPORTED_MODULE_0__/* .CloudWatchLogsClient */ .TFr((0,_client_config_js__WEBPACK_IMPORTED_MODULE_1__/* .clientConfig */ .y)({ ...config, region: region ?? config.region }));
    try {
        const command = new _aws_sdk_client_cloudwatch_logs__WEBPACK_IMPORTED_MODULE_0__/* .GetLogEventsCommand */ .h7S({
            logGroupName: group,
            logStreamName: stream,
            limit: lines,
            startFromHead: false,
        });
        const { events } = await client.send(command);
        return (events ?? []).flatMap(({ message }) => message ?? []);
    }
    catch (error) {
        if ((0,_failures_js__WEBPACK_IMPORTED_MODULE_2__.errorName)(error) === 'ResourceNotFoundException')
            return [];
        throw (0,_failures_js__WEBPACK_IMPORTED_MODULE_2__/* .awsFailure */ .M)(error, { service: 'logs', operation: 'GetLogEvents', about: `${group} ${stream}` });
    }
    finally {
        client.destroy();
    }
}


/***/ })

};
