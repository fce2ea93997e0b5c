/** Where a service's traffic goes: told to the load balancers' rules, production and test apart. */
import type { LoadBalancer } from '@aws-sdk/client-ecs';
import type { DeploymentRecord, EcsState, LifecycleRecord } from '../model.ts';

/** One of the two target groups that a service's tasks may stand in; each deployment takes the other one. */
export type Side = DeploymentRecord['side'];

export const otherSide = (side: Side): Side => (side === 'primary' ? 'alternate' : 'primary');

export function groupArnOf(loadBalancer: LoadBalancer, side: Side): string | undefined {
  const alternate = loadBalancer.advancedConfiguration?.alternateTargetGroupArn;
  return side === 'alternate' && alternate !== undefined ? alternate : loadBalancer.targetGroupArn;
}

/** Makes the rules of the target's load balancers say what the lifecycle says. */
export function shiftTraffic(
  state: EcsState,
  { source, production, test }: LifecycleRecord,
  target: DeploymentRecord,
): void {
  for (const loadBalancer of target.revision.settings.loadBalancers ?? []) {
    const { productionListenerRule, testListenerRule } = loadBalancer.advancedConfiguration ?? {};
    const to = groupArnOf(loadBalancer, target.side);
    const from = groupArnOf(loadBalancer, source.side);
    if (to === undefined || from === undefined) continue;
    const share = (percent: number) => [
      { targetGroupArn: from, percent: 100 - percent },
      { targetGroupArn: to, percent },
    ];
    if (productionListenerRule !== undefined) state.balancer.shift(productionListenerRule, share(production));
    if (testListenerRule !== undefined) state.balancer.shift(testListenerRule, share(test));
  }
}

/** What is shifted at all: a service without such load balancers has no weights to tell of. */
export function shiftedTraffic({ revision }: DeploymentRecord): {
  readonly production: boolean;
  readonly test: boolean;
} {
  const rules = (revision.settings.loadBalancers ?? []).map((each) => each.advancedConfiguration);
  return {
    production: rules.some((each) => each?.productionListenerRule !== undefined),
    test: rules.some((each) => each?.testListenerRule !== undefined),
  };
}
