/** From inputs that are readable each to one request: aliases, and what can't be set together. */
import { wrongInputs } from '@slipway/action-kit/inputs';
import type { Request } from '@slipway/rollout/request';
import { healthCheckOf, problemsOfConfirming } from './confirming-settings.ts';
import type { Inputs } from './inputs.ts';
import { problemsOfMode } from './modes.ts';
import { problemsOfVolume, noticesOfVolume, volumeOf } from './volume-settings.ts';

const minute = 60_000;

export interface Settings {
  readonly request: Request;
  /** What was understood otherwise than written. */
  readonly notices: readonly string[];
}

/** @throws Failure of kind input when two inputs say the same thing, or don't go together. */
export function settingsOf(inputs: Inputs): Settings {
  const problems = [
    ...problemsOfMode(inputs),
    ...problemsOfVolume(inputs),
    ...problemsOfConfirming(inputs),
    ...both('timeout', inputs.timeout, 'wait-for-minutes', inputs.waitForMinutes),
    ...both('poll-interval', inputs.pollInterval, 'wait-max-delay-seconds', inputs.waitMaxDelaySeconds),
  ];
  if (problems.length > 0) throw wrongInputs(problems);
  return { request: requestOf(inputs), notices: noticesOf(inputs) };
}

function requestOf(inputs: Inputs): Request {
  return {
    mode: inputs.mode,
    name: { cluster: inputs.cluster, service: inputs.service },
    wait: inputs.waitForServiceStability,
    timeout: inputs.timeout ?? inMilliseconds(inputs.waitForMinutes, minute) ?? 30 * minute,
    rollbackTimeout: inputs.rollbackTimeout,
    rollback: inputs.rollback,
    onTimeout: inputs.onTimeout,
    onCancel: inputs.onCancel,
    ifInProgress: inputs.ifInProgress,
    failFast: inputs.failFast,
    desiredCount: inputs.desiredCount,
    // `false` is what ECS does anyway.
    forceNewDeployment: inputs.forceNewDeployment === true ? true : undefined,
    enableEcsManagedTags: inputs.enableEcsManagedTags,
    propagateTags: inputs.propagateTags,
    volume: volumeOf(inputs),
    keepRevisions: inputs.keepRevisions,
    pollInterval: inputs.pollInterval ?? inMilliseconds(inputs.waitMaxDelaySeconds, 1000) ?? 4000,
    dryRun: inputs.dryRun,
    alarms: [...new Set(inputs.alarms)],
    bakeTime: inputs.bakeTime,
    healthCheck: healthCheckOf(inputs),
  };
}

function both(one: string, first: unknown, other: string, second: unknown): readonly string[] {
  return first === undefined || second === undefined ? [] : [`\`${one}\` and \`${other}\` can’t both be set`];
}

function inMilliseconds(count: number | undefined, unit: number): number | undefined {
  return count === undefined ? undefined : count * unit;
}

function noticesOf(inputs: Inputs): readonly string[] {
  const { waitMaxDelaySeconds, keepNullValueKeys, mode, requireScan, scanApprovals } = inputs;
  return [
    ...noticesOfVolume(inputs),
    ...(requireScan && mode === 'rollback'
      ? ['require-scan is not looked at in mode `rollback`: what served before serves again, scanned or not.']
      : []),
    ...(waitMaxDelaySeconds === undefined
      ? []
      : [`wait-max-delay-seconds is read as poll-interval: ${String(waitMaxDelaySeconds)}s.`]),
    ...(keepNullValueKeys === undefined
      ? []
      : ['keep-null-value-keys is not needed: empty values are always kept.']),
    ...(requireScan || scanApprovals === undefined
      ? []
      : ['scan-approvals is not looked at: set `require-scan: true` to deploy only what was approved.']),
  ];
}
