/**
 * How a listener shares its requests among target groups: by weights that ECS shifts during a deployment. The
 * choice is counted, not drawn, so that of twenty requests exactly one goes where five percent go.
 */
import type { TargetGroup } from './target-group.ts';

export interface Weight {
  readonly group: TargetGroup;
  /** Of all requests, in steps of 0.1. */
  readonly percent: number;
}

export interface ForwardRule {
  readonly arn: string;
  weights(): readonly Weight[];
  shift(weights: readonly Weight[]): void;
  /** Whose turn it is; undefined when all weights are 0. As with ALB, a group without a healthy target keeps its share. */
  next(): TargetGroup | undefined;
}

/** @param asked the weights until the first shift */
export function createForwardRule(arn: string, asked: readonly Weight[]): ForwardRule {
  let weights = asked;
  let turns = takeTurns(weights);
  return {
    arn,
    weights: () => weights,
    shift: (next) => {
      weights = next;
      turns = takeTurns(next);
    },
    next: () => turns(),
  };
}

/** Smooth weighted round robin: each turn everyone earns its weight, and who has most pays the sum of all. */
function takeTurns(weights: readonly Weight[]): () => TargetGroup | undefined {
  const shares = weights
    .map(({ group, percent }) => ({ group, tenths: Math.round(percent * 10), earned: 0 }))
    .filter(({ tenths }) => tenths > 0);
  const sum = shares.reduce((total, { tenths }) => total + tenths, 0);
  return () => {
    for (const share of shares) share.earned += share.tenths;
    const richest = shares.toSorted((one, other) => other.earned - one.earned)[0];
    if (richest !== undefined) richest.earned -= sum;
    return richest?.group;
  };
}
