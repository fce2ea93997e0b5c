/** Two target groups behind one load balancer, and `web:1` in the first: the stage of what shifts traffic. */
import type { DeploymentLifecycleHookDetail } from '@aws-sdk/client-ecs';
import { openSteadyStage, type Stage, type StageOptions } from './stage.ts';

export interface ShiftingOptions extends StageOptions {
  /** Whether the load balancer has a listener for tests besides. */
  readonly testListener?: boolean;
}

/** @param service keys of the world file: strategy, bakeTime, lifecycleHooks … */
export async function openShiftingStage(
  service: Readonly<Record<string, unknown>>,
  { testListener = true, world = {}, ...options }: ShiftingOptions = {},
): Promise<ShiftingStage> {
  const targetGroup = {
    name: 'web',
    deregistrationDelay: '60s',
    healthCheck: { interval: '10s', matcher: '200-299' },
  };
  const front = { name: 'front', targetGroup, alternateTargetGroup: 'web-alternate' };
  const stage = await openSteadyStage({
    balanced: true,
    ...options,
    service,
    world: { loadBalancers: [{ ...front, ...(testListener ? { testPort: 0 } : {}) }], ...world },
  });
  return withShifting(stage);
}

interface Described {
  readonly Rules: readonly {
    readonly Actions: readonly {
      readonly ForwardConfig: {
        readonly TargetGroups: readonly { readonly TargetGroupArn: string; readonly Weight: number }[];
      };
    }[];
  }[];
}

const elb = { account: '', region: '', endpoint: '', accessKeyId: '' };

export type ShiftingStage = Stage & ReturnType<typeof shifting>;

export const withShifting = (stage: Stage): ShiftingStage => ({ ...stage, ...shifting(stage) });

function shifting({ balancer, call, clock, deployment, service, tasks, until }: Stage) {
  const where = (arn: string): string => {
    const { status, lifecycleStage = 'no stage', targetServiceRevision: target } = deployment(arn);
    const production = target?.requestedProductionTrafficWeight ?? '-';
    const test = target?.requestedTestTrafficWeight ?? '-';
    const at = status === 'IN_PROGRESS' ? lifecycleStage : `${status ?? ''} ${lifecycleStage}`;
    return `${at}, production ${production}, test ${test}`;
  };
  const hooks = (arn: string): DeploymentLifecycleHookDetail[] => deployment(arn).lifecycleHookDetails ?? [];
  return {
    /** Until the deployment is over: `90s BAKE_TIME, production 100, test 100`, a line for each change. */
    timeline: (arn: string): readonly string[] => {
      const lines: string[] = [];
      const begun = clock.now();
      let last = '';
      until(() => {
        const now = where(arn);
        if (now !== last) lines.push(`${String((clock.now() - begun) / 1000)}s ${now}`);
        last = now;
        return deployment(arn).finishedAt !== undefined;
      });
      return lines;
    },
    untilStage: (arn: string, stage: string): number =>
      until(() => deployment(arn).lifecycleStage === stage && deployment(arn).status === 'IN_PROGRESS'),
    hooks,
    hookStatus: (arn: string): string => hooks(arn)[0]?.status ?? 'none',
    /** Answers the first hook of the stage, as a person would. */
    decide: (arn: string, action: 'CONTINUE' | 'ROLLBACK' | undefined): unknown =>
      call('ContinueServiceDeployment', {
        serviceDeploymentArn: arn,
        hookId: hooks(arn)[0]?.hookId,
        action,
      }),
    stop: (arn: string): unknown => call('StopServiceDeployment', { serviceDeploymentArn: arn }),
    /** How many tasks of `web:N` run, `{ 'web:1': 2 }`. */
    runs: (): Readonly<Record<string, number>> => {
      const names = tasks('RUNNING').map((task) => (task.taskDefinitionArn ?? '').replace(/^.*\//, ''));
      return Object.fromEntries(
        [...new Set(names)].map((name) => [name, names.filter((each) => each === name).length]),
      );
    },
    /** By what the listener's rule says: percent of the target groups, `{ web: 95, 'web-alternate': 5 }`. */
    listener: (kind: 'production' | 'test'): Readonly<Record<string, number>> => {
      const rule = balancer.trafficShifting('web')?.[`${kind}ListenerRule`];
      const { Rules } = balancer.service.operations.DescribeRules?.({ RuleArns: [rule] }, elb) as Described;
      const groups = Rules[0]?.Actions[0]?.ForwardConfig.TargetGroups ?? [];
      return Object.fromEntries(
        groups.map(({ TargetGroupArn, Weight }) => [TargetGroupArn.split('/')[1] ?? '', Weight]),
      );
    },
    current: (): string => service().currentServiceDeployment ?? '',
  };
}
