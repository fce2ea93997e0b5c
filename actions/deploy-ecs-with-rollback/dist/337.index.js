export const id = 337;
export const ids = [337];
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

/***/ 3337:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  deploymentGateways: () => (/* binding */ deploymentGateways)
});

;// CONCATENATED MODULE: ../../packages/aws/src/aws-time.ts
const nothingKnown = { least: -Infinity, most: Infinity };
/** A date of HTTP says nothing of its milliseconds. */
const second = 1000;
function answeredTime(clock) {
    let known = nothingKnown;
    return {
        awsTime: (moment) => moment + (known.least <= 0 && known.most >= 0 ? 0 : known.least),
        heard: (date, asked) => {
            const dated = Date.parse(date ?? '');
            if (Number.isNaN(dated))
                return;
            known = narrowed(known, { least: dated - clock.now(), most: dated + second - asked });
        },
    };
}
/** Where both can't be true, one of the clocks was set meanwhile, and the latest answer counts. */
function narrowed(known, told) {
    const both = { least: Math.max(known.least, told.least), most: Math.min(known.most, told.most) };
    return both.least <= both.most ? both : told;
}
/** Makes a client tell when its answers were dated, refusals included. */
function dated(client, time, clock) {
    client.middlewareStack.add((next) => async (sent) => {
        const asked = clock.now();
        const answer = await next(sent);
        time.heard(dateOf(answer.response), asked);
        return answer;
    }, 
    // Next to the wire, where an answer is not yet read: each attempt on its own.
    { name: 'heardDate', step: 'deserialize', priority: 'low' });
    return client;
}
function dateOf(response) {
    const { headers } = response;
    return headers?.['date'];
}

// EXTERNAL MODULE: ../../node_modules/.pnpm/@aws-sdk+client-ecs@3.1162.0/node_modules/@aws-sdk/client-ecs/dist-es/ECSClient.js + 8 modules
var ECSClient = __webpack_require__(1159);
// EXTERNAL MODULE: ../../packages/aws/src/client-config.ts
var client_config = __webpack_require__(6396);
;// CONCATENATED MODULE: ../../packages/aws/src/credentials.ts
/** How long the credentials of the job last, as far as whoever gave them told. */


/** @throws whatever looking for them ends with. */
async function lifetime(config) {
    const client = new ECSClient/* ECSClient */.Z((0,client_config/* clientConfig */.y)(config));
    try {
        const { sessionToken, expiration } = await client.config.credentials();
        const temporary = sessionToken !== undefined || expiration !== undefined;
        return { temporary, expiresAt: expiration?.getTime() };
    }
    finally {
        client.destroy();
    }
}

// EXTERNAL MODULE: ../../packages/aws/src/error-shape.ts
var error_shape = __webpack_require__(5962);
;// CONCATENATED MODULE: ../../packages/aws/src/change-retry.ts

/** ECS takes one new revision of a family at a time, and calls it a client's error when several jobs register. */
const tooManyRevisions = 'Too many concurrent attempts to create a new revision';
/** Jobs of one push register at the same moment, which is nothing a user can set right. */
const revisionAttempts = 5;
const first = 1000;
const longest = 8000;
/** Whether ECS certainly did not take the change. */
const wasNotTaken = (error) => isTooManyRevisions(error) || (0,error_shape/* isThrottled */.B5)(error) || (0,error_shape/* isUnreachable */.R0)(error);
const isTooManyRevisions = (error) => (0,error_shape/* errorMessage */.gJ)(error).includes(tooManyRevisions);
/**
 * Milliseconds until the change is sent again, doubled each time and spread so that jobs do not meet again.
 * @param tried how often it was sent.
 * @returns undefined when that was enough.
 */
function pauseBeforeRetry(error, tried, maxAttempts, random) {
    const most = isTooManyRevisions(error) ? Math.max(maxAttempts, revisionAttempts) : maxAttempts;
    if (tried >= most)
        return undefined;
    return Math.min(first * 2 ** (tried - 1), longest) * (0.5 + random.next());
}

;// CONCATENATED MODULE: ../../packages/aws/src/ecs-failures.ts
const ecsFailures = [
    {
        operation: '*',
        error: 'ClusterNotFoundException',
        kind: 'input',
        code: 'cluster-not-found',
        what: 'The cluster of ‹about› was not found',
        hint: 'Check `cluster` and `region`.',
    },
    {
        operation: '*',
        error: 'ServiceNotFoundException',
        kind: 'input',
        code: 'service-not-found',
        what: 'The ‹about› was not found',
        hint: 'Check `service`, `cluster` and `region`.',
    },
    {
        operation: '*',
        error: 'ServiceNotActiveException',
        kind: 'setup',
        code: 'service-not-active',
        what: 'The ‹about› can’t be deployed to',
        hint: 'Wait until the service is ACTIVE, or create it again.',
    },
    {
        operation: 'RegisterTaskDefinition',
        error: 'ClientException',
        says: 'Too many concurrent attempts to create a new revision',
        kind: 'upstream',
        code: 'family-busy',
        what: 'ECS did not come to register ‹about›',
        hint: 'Other jobs register the same family at this moment: re-run the job.',
    },
    {
        operation: 'RegisterTaskDefinition',
        error: 'ClientException',
        kind: 'input',
        code: 'task-definition-refused',
        what: 'ECS refused to register ‹about›',
        hint: 'Correct what the message names in the task definition. Nothing was changed.',
    },
    {
        operation: 'RegisterTaskDefinition',
        error: 'InvalidParameterException',
        kind: 'input',
        code: 'task-definition-refused',
        what: 'ECS refused to register ‹about›',
        hint: 'Correct what the message names in the task definition. Nothing was changed.',
    },
    {
        operation: 'DescribeTaskDefinition',
        error: 'ClientException',
        kind: 'input',
        code: 'task-definition-not-found',
        what: 'ECS does not know ‹about›',
        hint: 'Check `task-definition` and `region`. Nothing was changed.',
    },
    {
        operation: 'UpdateService',
        error: 'ClientException',
        kind: 'input',
        code: 'update-refused',
        what: 'ECS refused to update ‹about›',
        hint: 'Correct what the message names, then run the job again.',
    },
    {
        operation: 'UpdateService',
        error: 'InvalidParameterException',
        kind: 'input',
        code: 'update-refused',
        what: 'ECS refused to update ‹about›',
        hint: 'Correct what the message names, then run the job again.',
    },
    {
        operation: 'StopServiceDeployment',
        error: 'ConflictException',
        kind: 'outcome',
        code: 'deployment-not-stoppable',
        what: 'The ‹about› can’t be stopped any more',
        hint: 'Update the service instead.',
    },
    {
        operation: 'ContinueServiceDeployment',
        error: 'ClientException',
        kind: 'outcome',
        code: 'hook-not-answered',
        what: 'ECS takes no answer to the hook of ‹about›',
        hint: 'Look at the deployment: somebody may have answered, or its time may be over.',
    },
    {
        operation: 'ContinueServiceDeployment',
        error: 'InvalidParameterException',
        kind: 'outcome',
        code: 'hook-not-answered',
        what: 'ECS takes no answer to the hook of ‹about›',
        hint: 'Look at the deployment: somebody may have answered, or its time may be over.',
    },
];

// EXTERNAL MODULE: ../../packages/aws/src/failures.ts + 1 modules
var failures = __webpack_require__(384);
;// CONCATENATED MODULE: ../../packages/aws/src/pages.ts
/** Lists that AWS tells in pages, read to the end: no order is promised, so the first page decides nothing. */
/** @param ask for the page of a token; the first has none. */
async function allPages(ask) {
    const all = [];
    let token;
    do {
        const { items, nextToken } = await ask(token);
        all.push(...(items ?? []));
        token = nextToken;
    } while (token !== undefined && token !== '');
    return all;
}

;// CONCATENATED MODULE: ../../packages/aws/src/ecs-calls.ts
/**
 * How ECS is called: reads as often as the SDK likes, changes at most once, and every error becomes a Failure. What
 * the gateways beside this one have in common, and all that they know of a connection.
 */






const sdkClient = (config) => new ECSClient/* ECSClient */.Z((0,client_config/* clientConfig */.y)(config));
class EcsCalls {
    reads;
    /** Sends once: the SDK would send again after a lost answer, too. */
    changes;
    #attempts;
    #pauses;
    /** @param clientOf what sends the calls; a simulation has one that needs no network. */
    constructor(config, pauses, clientOf = sdkClient) {
        this.reads = clientOf(config);
        this.changes = clientOf({ ...config, maxAttempts: 1 });
        this.#attempts = config.maxAttempts ?? client_config/* defaultAttempts */.M;
        this.#pauses = pauses;
    }
    list(operation, what, ask) {
        return this.call(operation, what, () => allPages(ask));
    }
    async call(operation, what, send) {
        try {
            return await send();
        }
        catch (error) {
            throw (0,failures/* awsFailure */.M)(error, { service: 'ecs', operation, about: what }, ecsFailures);
        }
    }
    /** Sent again only when ECS certainly did not take it. */
    change(operation, what, send) {
        return this.#tried(operation, what, send, wasNotTaken);
    }
    /** A change that is the same when it is made twice: sent again as a read is. */
    repeatable(operation, what, send) {
        return this.#tried(operation, what, send, (_, { kind }) => kind === 'upstream');
    }
    async #tried(operation, what, send, maySendAgain) {
        const { clock, random, over } = this.#pauses;
        for (let attempts = 1;; attempts += 1) {
            try {
                return await send();
            }
            catch (error) {
                const call = { service: 'ecs', operation, about: what, attempts };
                const failure = (0,failures/* awsFailure */.M)(error, call, ecsFailures);
                const pause = maySendAgain(error, failure)
                    ? pauseBeforeRetry(error, attempts, this.#attempts, random)
                    : undefined;
                if (pause !== undefined)
                    await clock.sleep(pause, over);
                if (pause === undefined || over.aborted)
                    throw failure;
            }
        }
    }
}

// EXTERNAL MODULE: ../../node_modules/.pnpm/@aws-sdk+client-ecs@3.1162.0/node_modules/@aws-sdk/client-ecs/dist-es/commands/DescribeServiceRevisionsCommand.js
var DescribeServiceRevisionsCommand = __webpack_require__(210);
// EXTERNAL MODULE: ../../node_modules/.pnpm/@aws-sdk+client-ecs@3.1162.0/node_modules/@aws-sdk/client-ecs/dist-es/commands/DescribeServicesCommand.js
var DescribeServicesCommand = __webpack_require__(9079);
// EXTERNAL MODULE: ../../node_modules/.pnpm/@aws-sdk+client-ecs@3.1162.0/node_modules/@aws-sdk/client-ecs/dist-es/commands/UpdateServiceCommand.js
var UpdateServiceCommand = __webpack_require__(6880);
// EXTERNAL MODULE: ../../node_modules/.pnpm/@aws-sdk+client-ecs@3.1162.0/node_modules/@aws-sdk/client-ecs/dist-es/commands/DescribeServiceDeploymentsCommand.js
var DescribeServiceDeploymentsCommand = __webpack_require__(3284);
// EXTERNAL MODULE: ../../node_modules/.pnpm/@aws-sdk+client-ecs@3.1162.0/node_modules/@aws-sdk/client-ecs/dist-es/commands/StopServiceDeploymentCommand.js
var StopServiceDeploymentCommand = __webpack_require__(9156);
// EXTERNAL MODULE: ../../node_modules/.pnpm/@aws-sdk+client-ecs@3.1162.0/node_modules/@aws-sdk/client-ecs/dist-es/commands/ContinueServiceDeploymentCommand.js
var ContinueServiceDeploymentCommand = __webpack_require__(6777);
// EXTERNAL MODULE: ../../node_modules/.pnpm/@aws-sdk+client-ecs@3.1162.0/node_modules/@aws-sdk/client-ecs/dist-es/commands/ListServiceDeploymentsCommand.js
var ListServiceDeploymentsCommand = __webpack_require__(6079);
;// CONCATENATED MODULE: ../../packages/aws/src/ecs-names.ts
/** A service as its callers name it, and in the words of a failure. */
const about = ({ cluster, service }) => `service ${service} in cluster ${cluster}`;

// EXTERNAL MODULE: ../../packages/action-kit/src/failures.ts
var src_failures = __webpack_require__(1239);
;// CONCATENATED MODULE: ../../packages/aws/src/ecs-shapes.ts

/** A member that ECS always sends. */
function present(value, member) {
    if (value !== undefined)
        return value;
    throw (0,src_failures/* upstreamFailure */["in"])({
        code: 'answer-incomplete',
        what: 'ECS gave an answer that can’t be used',
        why: `it has no ${member}`,
        hint: 'Re-run the job.',
    });
}
/** A service that shifts traffic has a second group for each: its tasks are in the one or in the other. */
function targetGroupsOf({ loadBalancers = [] }) {
    return loadBalancers.flatMap(({ targetGroupArn, advancedConfiguration }) => [targetGroupArn, advancedConfiguration?.alternateTargetGroupArn].filter((each) => each !== undefined));
}
function serviceOf(service) {
    const primary = service.deployments?.find(({ status }) => status === 'PRIMARY');
    const controller = service.deploymentController?.type ?? 'ECS';
    const taskDefinition = service.taskDefinition ?? primary?.taskDefinition;
    return {
        arn: present(service.serviceArn, 'serviceArn'),
        name: present(service.serviceName, 'serviceName'),
        status: service.status ?? 'ACTIVE',
        controller,
        // With another controller the task sets have it; whoever deploys refuses such a service by its name.
        taskDefinition: controller === 'ECS' ? present(taskDefinition, 'taskDefinition') : (taskDefinition ?? ''),
        desired: service.desiredCount ?? 0,
        running: service.runningCount ?? 0,
        pending: service.pendingCount ?? 0,
        deployment: service.currentServiceDeployment,
        owner: primary?.id,
        targetGroups: targetGroupsOf(service),
        enableEcsManagedTags: service.enableECSManagedTags ?? false,
        propagateTags: service.propagateTags ?? 'NONE',
        volumes: (primary?.volumeConfigurations ?? []).map(volumeOf),
        events: (service.events ?? []).map(eventOf),
        breaker: breakerOf(service.deploymentConfiguration),
        gracePeriod: (service.healthCheckGracePeriodSeconds ?? 0) * 1000,
        rollouts: (service.deployments ?? []).map(rolloutOf),
    };
}
function eventOf({ id = '', createdAt, message = '' }) {
    return { id, at: createdAt?.getTime() ?? 0, message };
}
function breakerOf(configuration) {
    const { enable = false, rollback = false } = configuration?.deploymentCircuitBreaker ?? {};
    return { enabled: enable, rollback };
}
function rolloutOf(rollout) {
    return {
        id: rollout.id ?? '',
        isPrimary: rollout.status === 'PRIMARY',
        taskDefinition: rollout.taskDefinition ?? '',
        state: rollout.rolloutState,
        stateReason: rollout.rolloutStateReason,
        desired: rollout.desiredCount ?? 0,
        running: rollout.runningCount ?? 0,
        pending: rollout.pendingCount ?? 0,
        failed: rollout.failedTasks ?? 0,
    };
}
function volumeOf({ name, managedEBSVolume }) {
    return { name: name ?? '', managedEBSVolume: { ...managedEBSVolume } };
}
function deploymentOf(deployment) {
    const { targetServiceRevision: target, deploymentCircuitBreaker: breaker, rollback } = deployment;
    return {
        arn: present(deployment.serviceDeploymentArn, 'serviceDeploymentArn'),
        status: present(deployment.status, 'status'),
        statusReason: deployment.statusReason,
        target: target?.arn === undefined
            ? undefined
            : {
                revision: target.arn,
                requested: target.requestedTaskCount ?? 0,
                running: target.runningTaskCount ?? 0,
                pending: target.pendingTaskCount ?? 0,
            },
        sources: (deployment.sourceServiceRevisions ?? []).flatMap(({ arn }) => arn ?? []),
        rollback: rollback && { reason: rollback.reason, revision: rollback.serviceRevisionArn },
        breaker: breaker && {
            status: breaker.status ?? 'DISABLED',
            failures: breaker.failureCount ?? 0,
            threshold: breaker.threshold ?? 0,
        },
        alarms: {
            status: deployment.alarms?.status ?? 'DISABLED',
            names: deployment.alarms?.alarmNames ?? [],
            triggered: deployment.alarms?.triggeredAlarmNames ?? [],
        },
        ...courseOf(deployment),
    };
}
/** By which strategy a deployment goes on, and where it stands. */
function courseOf({ targetServiceRevision: target, deploymentConfiguration: configuration, lifecycleStage: stage, lifecycleHookDetails: hooks = [], createdAt, }) {
    return {
        strategy: configuration?.strategy ?? 'ROLLING',
        stage,
        traffic: {
            production: target?.requestedProductionTrafficWeight,
            test: target?.requestedTestTrafficWeight,
        },
        hooks: hooks.map((hook) => hookOf(hook, stage)),
        createdAt: createdAt?.getTime(),
        earlySuccess: earlySuccessOf(configuration),
    };
}
/** ECS does not say which stage a hook belongs to; it lists those of the stage that the deployment is in. */
function hookOf(hook, stage) {
    const kind = hook.targetType === 'PAUSE' ? 'PAUSE' : 'LAMBDA';
    return {
        id: hook.hookId,
        stage: stage ?? '',
        kind,
        status: hook.status ?? 'IN_PROGRESS',
        expiresAt: hook.expiresAt?.getTime(),
        timeoutAction: hook.timeoutAction,
    };
}
function earlySuccessOf(configuration) {
    const criteria = configuration?.earlySuccessCriteria;
    if (criteria?.enable !== true)
        return 'off';
    return criteria.sourceServiceRevisionCleanup === 'DEFERRED' ? 'deferred' : 'blocking';
}
function taskOf(task) {
    return {
        arn: present(task.taskArn, 'taskArn'),
        taskDefinition: present(task.taskDefinitionArn, 'taskDefinitionArn'),
        owner: task.startedBy,
        status: task.lastStatus ?? 'PENDING',
        health: task.healthStatus ?? 'UNKNOWN',
        stopCode: task.stopCode,
        stoppedReason: task.stoppedReason,
        startedAt: task.startedAt?.getTime(),
        stoppedAt: (task.stoppingAt ?? task.executionStoppedAt ?? task.stoppedAt)?.getTime(),
        containers: (task.containers ?? []).map(({ name, exitCode, reason }) => ({
            name: name ?? '',
            exitCode,
            reason,
        })),
        addresses: addressesOf(task),
    };
}
/** Where a load balancer reaches the task: at its own address in awsvpc mode, at a port of its host otherwise. */
function addressesOf(task) {
    const containers = task.containers ?? [];
    const own = containers.flatMap(({ networkInterfaces }) => networkInterfaces ?? []);
    const attached = (task.attachments ?? []).flatMap(({ details }) => details ?? []);
    const hosts = [
        ...own.flatMap(({ privateIpv4Address, ipv6Address }) => [privateIpv4Address ?? [], ipv6Address ?? []].flat()),
        ...attached.flatMap(({ name, value }) => (name === 'privateIPv4Address' ? (value ?? []) : [])),
    ];
    const bound = containers.flatMap(({ networkBindings }) => networkBindings ?? []);
    return [
        ...[...new Set(hosts)].map((host) => ({ host, port: undefined })),
        ...bound.flatMap(({ hostPort }) => (hostPort === undefined ? [] : { host: undefined, port: hostPort })),
    ];
}

;// CONCATENATED MODULE: ../../packages/aws/src/ecs-deployments.ts
/** Service deployments on ECS: the one by its ARN, the successful ones of the past, and what can be asked of one. */



const atOnce = 100;
function deploymentsOf(calls) {
    const describe = async (arn) => {
        const command = new DescribeServiceDeploymentsCommand/* DescribeServiceDeploymentsCommand */.A({ serviceDeploymentArns: [arn] });
        const answer = await calls.call('DescribeServiceDeployments', `service deployment ${arn}`, () => calls.reads.send(command));
        const found = answer.serviceDeployments?.[0];
        return found === undefined ? undefined : deploymentOf(found);
    };
    const described = async (arn) => (arn === undefined ? undefined : describe(arn));
    return {
        describe,
        newestSuccessful: async (name) => described((await successful(calls, name))[0]),
        successful: (name) => successful(calls, name),
        /** ARNs, oldest first. @param time milliseconds since the epoch. */
        since: async (name, time) => {
            const createdAt = { after: new Date(time) };
            return (await listed(calls, name, { createdAt })).reverse();
        },
        rollBack: async (arn) => {
            const command = new StopServiceDeploymentCommand/* StopServiceDeploymentCommand */.a({ serviceDeploymentArn: arn, stopType: 'ROLLBACK' });
            await calls.repeatable('StopServiceDeployment', `service deployment ${arn}`, () => calls.changes.send(command));
        },
        /** Sent once: after a lost answer the deployment itself tells what became of its hook. */
        continueHook: async (arn, hookId, action) => {
            const command = new ContinueServiceDeploymentCommand/* ContinueServiceDeploymentCommand */.L({ serviceDeploymentArn: arn, hookId, action });
            await calls.change('ContinueServiceDeployment', `service deployment ${arn}`, () => calls.changes.send(command));
        },
    };
}
const successful = (calls, name) => listed(calls, name, { status: ['SUCCESSFUL'] });
/** ARNs, newest first, of the 90 days that ECS remembers. */
async function listed(calls, name, filter) {
    const found = await calls.list('ListServiceDeployments', about(name), async (nextToken) => {
        const input = { ...name, ...filter, maxResults: atOnce, nextToken };
        const answer = await calls.reads.send(new ListServiceDeploymentsCommand/* ListServiceDeploymentsCommand */.j(input));
        return { items: answer.serviceDeployments, nextToken: answer.nextToken };
    });
    return found
        .sort((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0))
        .flatMap(({ serviceDeploymentArn }) => serviceDeploymentArn ?? []);
}

// EXTERNAL MODULE: ../../node_modules/.pnpm/@aws-sdk+client-ecs@3.1162.0/node_modules/@aws-sdk/client-ecs/dist-es/commands/DescribeTaskDefinitionCommand.js
var DescribeTaskDefinitionCommand = __webpack_require__(4355);
// EXTERNAL MODULE: ../../node_modules/.pnpm/@aws-sdk+client-ecs@3.1162.0/node_modules/@aws-sdk/client-ecs/dist-es/commands/RegisterTaskDefinitionCommand.js
var RegisterTaskDefinitionCommand = __webpack_require__(4747);
// EXTERNAL MODULE: ../../node_modules/.pnpm/@aws-sdk+client-ecs@3.1162.0/node_modules/@aws-sdk/client-ecs/dist-es/commands/DeregisterTaskDefinitionCommand.js
var DeregisterTaskDefinitionCommand = __webpack_require__(5366);
// EXTERNAL MODULE: ../../node_modules/.pnpm/@aws-sdk+client-ecs@3.1162.0/node_modules/@aws-sdk/client-ecs/dist-es/commands/ListTaskDefinitionsCommand.js
var ListTaskDefinitionsCommand = __webpack_require__(1215);
;// CONCATENATED MODULE: ../../packages/aws/src/ecs-task-definitions.ts
/** Task definitions on ECS for whoever deploys: make a revision, read one, find those of a family, retire one. */



/** Lists come in hundreds. */
const ecs_task_definitions_atOnce = 100;
function taskDefinitionsOf(calls) {
    const describe = async (reference) => {
        const command = new DescribeTaskDefinitionCommand/* DescribeTaskDefinitionCommand */.Z({ taskDefinition: reference, include: ['TAGS'] });
        const what = `the task definition ${reference}`;
        return registeredOf(await calls.call('DescribeTaskDefinition', what, () => calls.reads.send(command)));
    };
    return {
        describe,
        /**
         * @param document as RegisterTaskDefinition takes it. Whoever read it has checked its members: the SDK leaves out
         *   the ones that it does not know, and ECS never sees them.
         */
        register: async (document) => {
            const input = document;
            const what = `the task definition ${String(document.family)}`;
            const { taskDefinition } = await calls.change('RegisterTaskDefinition', what, () => calls.changes.send(new RegisterTaskDefinitionCommand/* RegisterTaskDefinitionCommand */.$(input)));
            return present(taskDefinition?.taskDefinitionArn, 'taskDefinitionArn');
        },
        /** The newest ACTIVE revision; a family that has none is one that ECS does not know. */
        newest: async (family) => {
            try {
                return await describe(family);
            }
            catch (thrown) {
                if (thrown instanceof src_failures/* Failure */.HR && thrown.code === 'task-definition-not-found')
                    return undefined;
                throw thrown;
            }
        },
        /** ARNs of the ACTIVE revisions, newest first. */
        active: async (family) => {
            const arns = await calls.list('ListTaskDefinitions', `the task definitions of ${family}`, (nextToken) => page(calls, family, nextToken));
            return arns.filter((arn) => isOf(family, arn)).sort((a, b) => numberOf(b) - numberOf(a));
        },
        /** Twice is once: a revision that is INACTIVE stays so. */
        deregister: async (arn) => {
            const command = new DeregisterTaskDefinitionCommand/* DeregisterTaskDefinitionCommand */.s({ taskDefinition: arn });
            await calls.change('DeregisterTaskDefinition', `the task definition ${arn}`, () => calls.changes.send(command));
        },
    };
}
async function page(calls, family, nextToken) {
    const input = {
        familyPrefix: family,
        status: 'ACTIVE',
        sort: 'DESC',
        maxResults: ecs_task_definitions_atOnce,
        nextToken,
    };
    const answer = await calls.reads.send(new ListTaskDefinitionsCommand/* ListTaskDefinitionsCommand */.P(input));
    return { items: answer.taskDefinitionArns, nextToken: answer.nextToken };
}
function registeredOf({ taskDefinition, tags }) {
    const document = present(taskDefinition, 'taskDefinition');
    return {
        arn: present(document.taskDefinitionArn, 'taskDefinitionArn'),
        isActive: (document.status ?? 'ACTIVE') === 'ACTIVE',
        document: { ...document, tags: tags ?? [] },
    };
}
const isOf = (family, arn) => arn.replace(/:\d+$/, '').endsWith(`/${family}`);
const numberOf = (arn) => Number(/:(\d+)$/.exec(arn)?.[1] ?? 0);

// EXTERNAL MODULE: ../../node_modules/.pnpm/@aws-sdk+client-ecs@3.1162.0/node_modules/@aws-sdk/client-ecs/dist-es/commands/ListTasksCommand.js
var ListTasksCommand = __webpack_require__(2246);
// EXTERNAL MODULE: ../../node_modules/.pnpm/@aws-sdk+client-ecs@3.1162.0/node_modules/@aws-sdk/client-ecs/dist-es/commands/DescribeTasksCommand.js
var DescribeTasksCommand = __webpack_require__(1827);
;// CONCATENATED MODULE: ../../packages/aws/src/ecs-tasks.ts
/** Tasks on ECS for whoever deploys: those of a service, and which revisions of a family a cluster runs. */



/** DescribeTasks takes a hundred, and lists come in hundreds. */
const ecs_tasks_atOnce = 100;
function tasksOf(calls) {
    const list = (what, input) => calls.list('ListTasks', what, async (nextToken) => {
        const answer = await calls.reads.send(new ListTasksCommand/* ListTasksCommand */.M({ ...input, maxResults: ecs_tasks_atOnce, nextToken }));
        return { items: answer.taskArns, nextToken: answer.nextToken };
    });
    const ofService = (name, desiredStatus) => list(about(name), { cluster: name.cluster, serviceName: name.service, desiredStatus });
    const describe = async (cluster, arns) => {
        const tasks = [];
        for (let at = 0; at < arns.length; at += ecs_tasks_atOnce) {
            const command = new DescribeTasksCommand/* DescribeTasksCommand */.z({ cluster, tasks: arns.slice(at, at + ecs_tasks_atOnce) });
            const answer = await calls.call('DescribeTasks', `the tasks in cluster ${cluster}`, () => calls.reads.send(command));
            tasks.push(...(answer.tasks ?? []).map(taskOf));
        }
        return tasks;
    };
    return {
        stopped: (name) => ofService(name, 'STOPPED'),
        live: (name) => ofService(name, 'RUNNING'),
        describe,
        /** ARNs of the task definitions of the family that run in the cluster, whichever service or person started them. */
        usedRevisions: async (cluster, family) => {
            const arns = await list(`the tasks of ${family} in cluster ${cluster}`, { cluster, family });
            const tasks = await describe(cluster, arns);
            return [...new Set(tasks.map(({ taskDefinition }) => taskDefinition))];
        },
    };
}

;// CONCATENATED MODULE: ../../packages/aws/src/ecs.ts
/**
 * The gateway to ECS for whoever deploys: services, their deployments and revisions, task definitions and tasks.
 * It answers with plain shapes and throws Failures; what is permanent is never retried, and a change is made at
 * most once.
 */







class Ecs {
    #calls;
    services;
    deployments;
    taskDefinitions;
    tasks;
    /** @param clientOf what sends the calls, when it is not the SDK's own. */
    constructor(config, pauses, clientOf) {
        this.#calls = new EcsCalls(config, pauses, clientOf);
        this.services = servicesOf(this.#calls);
        this.deployments = deploymentsOf(this.#calls);
        this.taskDefinitions = taskDefinitionsOf(this.#calls);
        this.tasks = tasksOf(this.#calls);
    }
    revisions = {
        taskDefinitionOf: async (revision) => {
            const command = new DescribeServiceRevisionsCommand/* DescribeServiceRevisionsCommand */.o({ serviceRevisionArns: [revision] });
            const answer = await this.#calls.call('DescribeServiceRevisions', `service revision ${revision}`, () => this.#calls.reads.send(command));
            return answer.serviceRevisions?.[0]?.taskDefinition;
        },
    };
}
function servicesOf(calls) {
    return {
        describe: async (name) => {
            const command = new DescribeServicesCommand/* DescribeServicesCommand */.H({ cluster: name.cluster, services: [name.service] });
            const { services } = await calls.call('DescribeServices', about(name), () => calls.reads.send(command));
            return services?.[0] === undefined ? undefined : serviceOf(services[0]);
        },
        update: async (name, change) => {
            const command = commandOf(name, change);
            const { service } = await calls.change('UpdateService', about(name), () => calls.changes.send(command));
            return serviceOf(present(service, 'service'));
        },
    };
}
function commandOf(name, change) {
    const { enableEcsManagedTags, propagateTags, volumeConfigurations, ...rest } = change;
    return new UpdateServiceCommand/* UpdateServiceCommand */.k({
        ...name,
        ...rest,
        enableECSManagedTags: enableEcsManagedTags,
        propagateTags: propagateTags,
        volumeConfigurations: volumeConfigurations?.map(({ name: volume, managedEBSVolume }) => ({
            name: volume,
            // Whoever read it has checked its members: the SDK leaves out the ones that it does not know.
            managedEBSVolume: managedEBSVolume,
        })),
    });
}

;// CONCATENATED MODULE: ../../packages/aws/src/deployment-gateways.ts




function deploymentGateways(config, pauses) {
    const time = answeredTime(pauses.clock);
    const ecs = new Ecs(config, pauses, (each) => dated(sdkClient(each), time, pauses.clock));
    const { services, deployments, revisions, taskDefinitions, tasks } = ecs;
    const balancers = once(async () => new (await Promise.all(/* import() */[__webpack_require__.e(887), __webpack_require__.e(389)]).then(__webpack_require__.bind(__webpack_require__, 7389))).LoadBalancers(config));
    const cloudWatch = once(async () => new (await Promise.all(/* import() */[__webpack_require__.e(407), __webpack_require__.e(798)]).then(__webpack_require__.bind(__webpack_require__, 5798))).CloudWatchAlarms(config));
    return {
        ...{ services, deployments, revisions, taskDefinitions, tasks },
        targets: {
            health: async (targetGroup) => (await balancers()).health(targetGroup),
            checks: async (targetGroup) => (await balancers()).checks(targetGroup),
        },
        alarms: { states: async (names) => (await cloudWatch()).states(names) },
        containerLogs: {
            tail: async (log, lines) => (await Promise.all(/* import() */[__webpack_require__.e(203), __webpack_require__.e(293)]).then(__webpack_require__.bind(__webpack_require__, 6293))).tail(config, log, lines),
        },
        credentials: { lifetime: () => lifetime(config) },
        awsTime: time.awsTime,
    };
}
/** A client is made when it is first needed, and keeps its connections for the next look. */
function once(make) {
    let made;
    return () => (made ??= make());
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
/** The same rows for the pages, about an action that has no name. */
function generalGuide() {
    const call = { service: 'service', operation: 'Action', about: '…', why: '', error: new Error('') };
    return rows.map(({ code, what, hint }) => ({
        code,
        what: what(call),
        todo: typeof hint === 'string' ? hint : hint(call),
    }));
}
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
