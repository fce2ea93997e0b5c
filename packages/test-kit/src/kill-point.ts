/**
 * The call at which a machine goes away. What it asked for afterwards never reaches the cloud, so that a run ends at
 * exactly this point, however long its process takes to die.
 */
import type { Gate, GatedCall } from '@slipway/local-aws/dispatch';

export type KillPoint =
  /** Its n-th call was answered; the next one does not arrive. */
  | { readonly kind: 'after'; readonly calls: number }
  /** The call took effect, and its answer is lost. */
  | { readonly kind: 'unanswered'; readonly operation: string }
  /** The call was answered; the next one does not arrive. */
  | { readonly kind: 'answered'; readonly operation: string };

export interface Killer {
  readonly gate: Gate;
  /** Arms it for the next run. */
  readonly arm: (point: KillPoint) => Armed;
  /** Lets every call pass again. */
  readonly disarm: () => void;
}

export interface Armed {
  /** For `runAction`: aborted when the point is reached. */
  readonly lost: AbortSignal;
  /** Operations that were carried out before, in order. */
  readonly done: readonly string[];
}

export function killer(): Killer {
  let armed: { point: KillPoint; lost: AbortController; done: string[] } | undefined;
  return {
    arm: (point) => {
      armed = { point, lost: new AbortController(), done: [] };
      return { lost: armed.lost.signal, done: armed.done };
    },
    disarm: () => (armed = undefined),
    gate: (call) => {
      if (armed === undefined) return;
      if (isReached(armed.point, call, armed.done)) armed.lost.abort();
      // Never answered: whoever asked is dead.
      if (armed.lost.signal.aborted) return new Promise<never>(() => undefined);
      if (call.moment === 'carried-out') armed.done.push(call.operation);
      return;
    },
  };
}

function isReached(point: KillPoint, { operation, moment }: GatedCall, done: readonly string[]): boolean {
  switch (point.kind) {
    case 'after':
      return moment === 'arrived' && done.length >= point.calls;
    case 'unanswered':
      return moment === 'carried-out' && operation === point.operation;
    case 'answered':
      return moment === 'arrived' && done.includes(point.operation);
  }
}
