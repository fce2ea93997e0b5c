/** What the step keeps for its own post step. It is read back by the same version of this action, in the same job. */
import { noEvidence, type Evidence } from '@slipway/rollout/evidence';
import { isEnded, type Active, type Confirming, type Phase, type RollingBack } from '@slipway/rollout/phases';

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
  if (isEnded(phase)) {
    const { unfinished } = phase;
    return {
      ...phase,
      evidence: undefined,
      unfinished: unfinished?.kind === 'rolling-back' ? withoutReadable(unfinished) : unfinished,
    };
  }
  return small(phase);
}

/** A watch is kept as it begins, when it has seen nothing yet; only what comes after it has read much. */
function small<P extends Active>(phase: P): P | RollingBack | Confirming {
  switch (phase.kind) {
    case 'rolling-back':
      return withoutReadable(phase);
    case 'confirming':
      return { ...phase, memory: { ...phase.memory, stopped: [], seen: [], live: [] } };
    default:
      return phase;
  }
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
