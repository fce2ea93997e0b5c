/** What is asked for once ECS is done: the health check of a request, and what does not go together with it. */
import type { Expectation, HealthCheck } from '@slipway/rollout/request';
import type { Inputs } from './inputs.ts';

const success: Expectation = { kind: 'status', ranges: [[200, 200]] };

/** Where no line speaks of a status, 200 is expected as well. */
export function healthCheckOf(inputs: Inputs): HealthCheck | undefined {
  const { healthCheckUrl: url, healthCheckExpect: lines } = inputs;
  if (url === undefined) return undefined;
  const hasStatus = lines.some(({ kind }) => kind === 'status');
  return {
    url,
    expect: hasStatus ? lines : [success, ...lines],
    attempts: inputs.healthCheckAttempts,
    interval: inputs.healthCheckInterval,
  };
}

/** What is asked when ECS is done is asked by nobody who does not wait for that. */
export function problemsOfConfirming(inputs: Inputs): readonly string[] {
  if (inputs.waitForServiceStability) return [];
  const asked = [
    ...(inputs.healthCheckUrl === undefined ? [] : ['health-check-url']),
    ...(inputs.alarms === undefined ? [] : ['alarms']),
    ...(inputs.bakeTime === 0 ? [] : ['bake-time']),
  ];
  return asked.map((name) => `\`${name}\` needs \`wait-for-service-stability: true\``);
}
