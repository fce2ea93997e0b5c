export const id = 389;
export const ids = [389];
export const modules = {

/***/ 6396:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ defaultAttempts),
/* harmony export */   y: () => (/* binding */ clientConfig)
/* harmony export */ });
/** What every SDK client is made with. Credentials and endpoints come from the environment, as AWS's own tools take them. */
/**
 * The SDK itself waits for ever for a connection that is open and silent; then neither the deadline of a deployment
 * nor its way back would be kept. Milliseconds.
 */
const patience = { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true };
const defaultAttempts = 3;
function clientConfig({ region, maxAttempts = defaultAttempts }) {
    return { region, maxAttempts, customUserAgent: [['slipway', '0.1.0']], requestHandler: { ...patience } };
}


/***/ }),

/***/ 7389:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LoadBalancers: () => (/* binding */ LoadBalancers)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3518);
/* harmony import */ var _client_config_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6396);
/* harmony import */ var _failures_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(384);
/** The gateway to the load balancers: what they say about the targets of a service. */



const failures = [
    {
        operation: 'DescribeTargetHealth',
        error: 'TargetGroupNotFoundException',
        kind: 'setup',
        code: 'target-group-not-found',
        what: 'The target group ‹about› was not found',
        hint: 'Check the load balancer of the service.',
    },
];
class LoadBalancers {
    #client;
    constructor(config) {
        this.#client = new _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_0__/* .ElasticLoadBalancingV2Client */ .MlD((0,_client_config_js__WEBPACK_IMPORTED_MODULE_1__/* .clientConfig */ .y)(config));
    }
    /** @param targetGroup its ARN. */
    async health(targetGroup) {
        try {
            const command = new _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_0__/* .DescribeTargetHealthCommand */ .qyg({ TargetGroupArn: targetGroup });
            const { TargetHealthDescriptions } = await this.#client.send(command);
            return (TargetHealthDescriptions ?? []).map(({ Target, TargetHealth }) => ({
                host: Target?.Id ?? '',
                port: Target?.Port,
                state: TargetHealth?.State ?? 'unused',
                reason: TargetHealth?.Reason,
                description: TargetHealth?.Description,
            }));
        }
        catch (error) {
            const call = { service: 'elasticloadbalancing', operation: 'DescribeTargetHealth', about: targetGroup };
            throw (0,_failures_js__WEBPACK_IMPORTED_MODULE_2__/* .awsFailure */ .M)(error, call, failures);
        }
    }
}


/***/ }),

/***/ 5962:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A2: () => (/* binding */ isAboutRegion),
/* harmony export */   B5: () => (/* binding */ isThrottled),
/* harmony export */   GZ: () => (/* binding */ isDenied),
/* harmony export */   Is: () => (/* binding */ errorName),
/* harmony export */   Np: () => (/* binding */ isWithoutCredentials),
/* harmony export */   Or: () => (/* binding */ attemptsOf),
/* harmony export */   R0: () => (/* binding */ isUnreachable),
/* harmony export */   TK: () => (/* binding */ isRejected),
/* harmony export */   Tc: () => (/* binding */ isAboutEndpoint),
/* harmony export */   Ub: () => (/* binding */ deniedAction),
/* harmony export */   _d: () => (/* binding */ isExpired),
/* harmony export */   dg: () => (/* binding */ isTransient),
/* harmony export */   gJ: () => (/* binding */ errorMessage),
/* harmony export */   nC: () => (/* binding */ isUnreadable),
/* harmony export */   nG: () => (/* binding */ httpStatus)
/* harmony export */ });
/**
 * What an error of the SDK is, told by its shape: a bundle, a test or a worker may hold several copies of a class,
 * and `instanceof` is false across them.
 */
const denied = new Set(['AccessDeniedException', 'AccessDenied', 'UnauthorizedException', 'NotAuthorized']);
const throttled = new Set([
    'ThrottlingException',
    'Throttling',
    'ThrottledException',
    'TooManyRequestsException',
    'RequestLimitExceeded',
    'RequestThrottled',
    'RequestThrottledException',
    'SlowDown',
]);
/** No connection was made, so nothing was asked. */
const unreachable = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** The connection broke or the time was over, so the answer may be lost alone. */
const broken = new Set(['ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'TimeoutError', 'RequestTimeout']);
/** As the SDK has it: 501 stays what it is however often it is asked. */
const passing = new Set([500, 502, 503, 504]);
const expired = new Set(['ExpiredTokenException', 'ExpiredToken', 'RequestExpired', 'TokenRefreshRequired']);
const rejected = new Set([
    'UnrecognizedClientException',
    'InvalidClientTokenId',
    'InvalidAccessKeyId',
    'InvalidSignatureException',
    'SignatureDoesNotMatch',
    'IncompleteSignature',
    'MissingAuthenticationToken',
    'MissingAuthenticationTokenException',
    'AuthFailure',
    'RequestTimeTooSkewed',
]);
/** The last two are about a file that the environment names, AWS_WEB_IDENTITY_TOKEN_FILE among them. */
const missing = new Set(['CredentialsProviderError', 'TokenProviderError', 'ENOENT', 'EACCES']);
const generic = new Set(['Error', 'AggregateError', 'TypeError', 'RangeError']);
/** The SDK's name of an error; an error of Node itself, such as one of the network, has its code. */
function errorName(error) {
    const name = text(error, 'name');
    const code = text(error, 'code');
    return (name === undefined || generic.has(name) ? (code ?? name) : name) ?? 'Unknown';
}
/** `''` when the error says nothing. */
function errorMessage(error) {
    return typeof error === 'string' ? error : (text(error, 'message') ?? '');
}
function httpStatus(error) {
    const status = member(member(error, '$metadata'), 'httpStatusCode');
    return typeof status === 'number' ? status : undefined;
}
/** How often the SDK sent the call; undefined when the error was met before it was sent. */
function attemptsOf(error) {
    const attempts = member(member(error, '$metadata'), 'attempts');
    return typeof attempts === 'number' ? attempts : undefined;
}
/**
 * The action that is missing in a policy, as IAM's sentence names it. It is not always the one of the call: to
 * register a task definition takes iam:PassRole, too, and ECS may call that a client's error.
 */
function deniedAction(error) {
    return /not authorized to perform: ([\w-]+:\w+)/.exec(errorMessage(error))?.[1];
}
const isDenied = (error) => denied.has(errorName(error)) || deniedAction(error) !== undefined;
const isExpired = (error) => expired.has(errorName(error));
const isRejected = (error) => rejected.has(errorName(error));
const isWithoutCredentials = (error) => missing.has(errorName(error));
/** The SDK has no error class for a region that is missing or no region at all. */
const isAboutRegion = (error) => /^Region (?:is missing|not accepted)/.test(errorMessage(error));
const isAboutEndpoint = (error) => errorName(error) === 'ERR_INVALID_URL';
/** The SDK could not read the body, or found no error name in it: no AWS service wrote it. */
const isUnreadable = (error) => errorName(error) === 'SyntaxError' || (errorName(error) === 'Unknown' && httpStatus(error) !== undefined);
const isThrottled = (error) => throttled.has(errorName(error)) || httpStatus(error) === 429;
const isUnreachable = (error) => unreachable.has(errorName(error));
/** Whether asking again may help: throttling, a broken connection, a 5xx. */
function isTransient(error) {
    const isPassing = passing.has(httpStatus(error) ?? 0);
    return isPassing || isThrottled(error) || isUnreachable(error) || broken.has(errorName(error));
}
function text(value, name) {
    const found = member(value, name);
    return typeof found === 'string' && found !== '' ? found : undefined;
}
function member(value, name) {
    return typeof value === 'object' && value !== null
        ? value[name]
        : undefined;
}


/***/ }),

/***/ 384:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  M: () => (/* binding */ awsFailure)
});

// EXTERNAL MODULE: ../../packages/action-kit/src/failures.ts
var failures = __webpack_require__(1239);
// EXTERNAL MODULE: ../../packages/action-kit/src/untrusted.ts
var untrusted = __webpack_require__(6088);
// EXTERNAL MODULE: ../../packages/aws/src/error-shape.ts
var error_shape = __webpack_require__(5962);
;// CONCATENATED MODULE: ../../packages/aws/src/general-failures.ts
/** What any AWS service may answer, and what keeps a call from reaching one: the first row that holds is the failure. */


const action = ({ service, operation }) => `${service}:${operation}`;
const needed = (call) => (0,error_shape/* deniedAction */.Ub)(call.error) ?? action(call);
/** The error's name, for whoever looks it up, and AWS's words. A body that no AWS service wrote has neither. */
const named = ({ error, why }) => {
    if ((0,error_shape/* isUnreadable */.nC)(error)) {
        return `HTTP ${(0,error_shape/* httpStatus */.nG)(error) ?? 'without a status'} came with a body that is not what AWS sends`;
    }
    const name = (0,error_shape/* errorName */.Is)(error);
    return name === why ? why : `${name}: ${why}`;
};
const rows = [
    {
        holds: error_shape/* isDenied */.GZ,
        kind: 'setup',
        code: 'access-denied',
        what: (call) => needed(call) === action(call)
            ? `AWS denied ${action(call)} on ${call.about}`
            : `AWS denied ${needed(call)}, which ${action(call)} on ${call.about} takes`,
        hint: (call) => call.why.includes('explicit deny')
            ? `A policy denies \`${needed(call)}\` explicitly, and no other one outweighs that: ask its owner.`
            : `Allow \`${needed(call)}\` in the role that this job assumes.`,
    },
    {
        holds: error_shape/* isExpired */._d,
        kind: 'setup',
        code: 'credentials-expired',
        what: (call) => `AWS does not accept the credentials any more (${action(call)})`,
        hint: 'Run aws-actions/configure-aws-credentials in this job, with a role-duration-seconds above the time this job takes.',
    },
    {
        holds: error_shape/* isRejected */.TK,
        kind: 'setup',
        code: 'credentials-rejected',
        what: (call) => `AWS does not accept the credentials (${action(call)})`,
        hint: 'Run aws-actions/configure-aws-credentials before this step, and see whether the account uses this region and the clock of the runner is right.',
    },
    {
        holds: error_shape/* isWithoutCredentials */.Np,
        kind: 'setup',
        code: 'credentials-missing',
        what: () => 'There are no AWS credentials',
        hint: 'Run aws-actions/configure-aws-credentials before this step, and give the job `permissions: id-token: write`.',
    },
    {
        holds: error_shape/* isAboutRegion */.A2,
        kind: 'setup',
        code: 'region-invalid',
        what: () => 'There is no usable AWS region',
        hint: 'Set `region:` or AWS_REGION to a region such as `eu-west-1`.',
    },
    {
        holds: error_shape/* isAboutEndpoint */.Tc,
        kind: 'setup',
        code: 'endpoint-invalid',
        what: () => 'The AWS endpoint of the environment is not a URL',
        hint: 'Correct AWS_ENDPOINT_URL, or the form of it that names the service.',
    },
    {
        holds: error_shape/* isThrottled */.B5,
        kind: 'upstream',
        code: 'throttled',
        what: failed,
        why: named,
        hint: 'Nothing is wrong with the workflow: re-run the job.',
    },
    {
        holds: error_shape/* isTransient */.dg,
        kind: 'upstream',
        code: 'aws-unavailable',
        what: failed,
        why: named,
        hint: 'Nothing is wrong with the workflow: re-run the job.',
    },
    {
        holds: error_shape/* isUnreadable */.nC,
        kind: 'setup',
        code: 'answer-unreadable',
        what: (call) => `Something else than AWS answered ${action(call)} on ${call.about}`,
        why: named,
        hint: 'Look whether AWS_ENDPOINT_URL or a proxy stands between this job and AWS.',
    },
    {
        holds: (error) => Math.floor(((0,error_shape/* httpStatus */.nG)(error) ?? 0) / 100) === 4,
        kind: 'input',
        code: 'refused-by-aws',
        what: (call) => `AWS refused ${action(call)} on ${call.about}`,
        why: named,
        hint: 'Correct what the message names, then run the job again.',
    },
];
const unknown = {
    holds: () => true,
    kind: 'upstream',
    code: 'aws-unavailable',
    what: failed,
    why: named,
    hint: 'Re-run the job.',
};
/** Every code that a call to AWS may end with, whichever the service; READMEs tell them all. */
const generalCodes = rows.map(({ code }) => code);
function generalFailure(call) {
    const row = rows.find(({ holds }) => holds(call.error)) ?? unknown;
    return new failures/* Failure */.HR(row.kind, {
        code: row.code,
        what: row.what(call),
        why: row.why?.(call) ?? call.why,
        hint: typeof row.hint === 'string' ? row.hint : row.hint(call),
        cause: call.error,
    });
}
function failed(call) {
    const attempts = call.attempts ?? (0,error_shape/* attemptsOf */.Or)(call.error) ?? 1;
    const often = attempts > 1 ? ` after ${attempts} attempts` : '';
    return `${action(call)} on ${call.about} failed${often}`;
}

;// CONCATENATED MODULE: ../../packages/aws/src/failures.ts
/**
 * Foreign errors become ours here: a table per gateway for what an operation alone can mean, and one
 * (general-failures.ts) for what every AWS service may answer. Permanent errors are never retried.
 */




const codeErrors = new Set(['TypeError', 'ReferenceError', 'RangeError', 'SyntaxError']);
/** The failure that an error of `call` means; a Failure stays what it is, and a bug is one of ours. */
function awsFailure(error, call, rows = []) {
    if (error instanceof failures/* Failure */.HR)
        return error;
    const name = (0,error_shape/* errorName */.Is)(error);
    if (codeErrors.has(name) && (0,error_shape/* httpStatus */.nG)(error) === undefined)
        return (0,failures/* defect */.gb)(error);
    const about = call.about ?? `${call.service}:${call.operation}`;
    const why = wordsOf(error) || name;
    const row = (0,error_shape/* isDenied */.GZ)(error) ? undefined : rowOf(rows, call.operation, error);
    if (row === undefined)
        return generalFailure({ ...call, about, why, error });
    const what = row.what.replaceAll('‹about›', about);
    return new failures/* Failure */.HR(row.kind, { code: row.code, what, why, hint: row.hint, cause: error });
}
function rowOf(rows, operation, error) {
    const name = (0,error_shape/* errorName */.Is)(error);
    const message = (0,error_shape/* errorMessage */.gJ)(error);
    return rows.find((row) => row.error === name &&
        (row.operation === '*' || row.operation === operation) &&
        (row.says === undefined || message.includes(row.says)));
}
/**
 * What AWS says, in one line. To a wrong signature AWS answers with the whole request, the session token among its
 * headers: that part is left out, for a token that is cut short is one that the runner does not mask.
 */
function wordsOf(error) {
    const message = (0,error_shape/* errorMessage */.gJ)(error)
        .replace(/\s*The Canonical String for this request[^]*$/, '')
        .replace(/^@smithy\/[\w-]+ - \[\w+\] /, '');
    return (0,untrusted/* oneLine */.TN)(message, 500).replace(/\.$/, '');
}


/***/ })

};
