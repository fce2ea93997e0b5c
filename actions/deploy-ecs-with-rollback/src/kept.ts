/** What the step keeps for its own post step. It is read back by the same version of this action, in the same job. */
import { shownUrl } from '@slipway/action-kit/shown-url';
import { noEvidence, type Evidence } from '@slipway/rollout/evidence';
import {
  isEnded,
  type Active,
  type Phase,
  type RollingBack,
  type Started,
  type Updating,
} from '@slipway/rollout/phases';
import type { Request } from '@slipway/rollout/request';

export interface Kept {
  readonly aws: { readonly region: string; readonly maxAttempts: number };
  readonly phase: Phase;
}

export const readKept = (state: unknown): Kept => state as Kept;

/**
 * The phase without what the post step can read again. The runner hands the state over as one environment variable,
 * and Linux starts no process with one of more than 128 KiB: a long log would leave the way back without its post step.
 */
export function keptOf(phase: Phase): Phase {
  if (!isEnded(phase)) return small(phase);
  const { unfinished, request } = phase;
  // What is unfinished has moments of its own.
  return {
    ...phase,
    request: withoutLogin(request),
    evidence: undefined,
    moments: [],
    unfinished: unfinished && smallEnd(unfinished),
  };
}

/** A watch is kept as it begins, when it has seen nothing yet; only what comes after it has read much. */
function small(phase: Active): Active {
  switch (phase.kind) {
    case 'rolling-back':
    case 'updating':
      return smallEnd(phase);
    case 'confirming': {
      const memory = { ...phase.memory, stopped: [], seen: [], live: [] };
      return { ...phase, started: startOf(phase), memory };
    }
    case 'watching':
    case 'adjusting':
      return { ...phase, started: startOf(phase) };
    default:
      return { ...phase, request: withoutLogin(phase.request) };
  }
}

function smallEnd(phase: RollingBack | Updating): RollingBack | Updating {
  return phase.kind === 'updating'
    ? { ...phase, request: withoutLogin(phase.request) }
    : { ...withoutReadable(phase), started: startOf(phase) };
}

const startOf = ({ started }: { readonly started: Started }): Started => ({
  ...started,
  request: withoutLogin(started.request),
});

/** The post step asks no health check, and the runner tells its debug log whatever it is to keep. */
function withoutLogin(request: Request): Request {
  const { healthCheck } = request;
  if (healthCheck === undefined) return request;
  return { ...request, healthCheck: { ...healthCheck, url: shownUrl(healthCheck.url) } };
}

/** ECS and CloudWatch Logs still have the deaths and the log; of the targets only this step can tell. */
function withoutReadable(phase: RollingBack): RollingBack {
  const { targets, breaker, alarms } = phase.evidence;
  return {
    ...phase,
    stopped: [],
    evidence: { ...noEvidence, targets: shortened(targets), breaker, alarms },
    gathered: false,
  };
}

function shortened(targets: Evidence['targets']): Evidence['targets'] {
  if (targets.kind === 'absent') return targets;
  const value = targets.value.map((each) => ({ ...each, description: each.description?.slice(0, 300) }));
  return { ...targets, value };
}
