/**
 * How much stands there of what costs by being there, counted in what `terraform show -json` says of a plan or a state.
 * What costs by use (traffic, logs, tasks) stands in no plan.
 */

export interface Resource {
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface Quantities {
  readonly natGateways: number;
  /** Elastic ones, and one in each zone of a load balancer that faces the internet. */
  readonly publicAddresses: number;
  /** Interface endpoints times the zones that each stands in. */
  readonly endpointZones: number;
  readonly loadBalancers: number;
  /** One for each metric; those that autoscaling makes for itself as well. */
  readonly alarms: number;
  readonly dashboards: number;
  /** Of KMS, of one's own: AWS's own cost nothing. */
  readonly keys: number;
  readonly zones: number;
  readonly webAcls: number;
  readonly webAclRules: number;
  readonly secrets: number;
}

/** To keep a metric at its target Application Auto Scaling makes an alarm above and one below it. */
const alarmsOfTarget = 2;

export function quantitiesOf(resources: readonly Resource[]): Quantities {
  const of = (type: string): readonly Resource[] => resources.filter((each) => each.type === type);
  const public_ = of('aws_lb').filter(({ values }) => values.internal !== true);
  const interfaces = of('aws_vpc_endpoint').filter(({ values }) => values.vpc_endpoint_type === 'Interface');
  const targets = of('aws_appautoscaling_policy').filter(
    ({ values }) => values.policy_type === 'TargetTrackingScaling',
  );
  return {
    natGateways: of('aws_nat_gateway').length,
    publicAddresses: of('aws_eip').length + lengths(public_, 'subnets'),
    endpointZones: lengths(interfaces, 'subnet_ids'),
    loadBalancers: of('aws_lb').length,
    alarms: sum(of('aws_cloudwatch_metric_alarm').map(metricsOf)) + alarmsOfTarget * targets.length,
    dashboards: of('aws_cloudwatch_dashboard').length,
    keys: of('aws_kms_key').length,
    zones: of('aws_route53_zone').length,
    webAcls: of('aws_wafv2_web_acl').length,
    webAclRules: lengths(of('aws_wafv2_web_acl'), 'rule'),
    secrets: of('aws_secretsmanager_secret').length,
  };
}

/** An alarm on an expression costs for each metric in it; on a percentile it costs as on any other statistic. */
function metricsOf({ values }: Resource): number {
  const queries = Array.isArray(values.metric_query) ? (values.metric_query as readonly Query[]) : [];
  return Math.max(1, queries.filter(({ metric = [] }) => metric.length > 0).length);
}

interface Query {
  readonly metric?: readonly unknown[];
}

/** @throws Error when a plan does not know yet how long the list is: what is counted by it would be left out. */
function lengths(resources: readonly Resource[], name: string): number {
  return sum(
    resources.map(({ type, values }) => {
      const list = values[name];
      if (!Array.isArray(list)) throw new Error(`${type} does not say its ${name} yet: count in a state.`);
      return list.length;
    }),
  );
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** One module of a state, with those that it calls. */
export interface ShownModule {
  readonly resources?: readonly (Resource & { readonly mode?: string })[];
  readonly child_modules?: readonly ShownModule[];
}

/** What `terraform show -json` prints of a state, or of a plan. */
export interface Shown {
  readonly values?: { readonly root_module?: ShownModule };
  readonly resource_changes?: readonly ShownChange[];
}

interface ShownChange {
  readonly type: string;
  readonly mode: string;
  /** `after` is null where a resource is destroyed. */
  readonly change: { readonly after: Resource['values'] | null };
}

/** @returns the resources of every module; what is only read (data) costs nothing and is left out. */
export function resourcesOf({ values, resource_changes: changes }: Shown): readonly Resource[] {
  if (changes === undefined) return below(values?.root_module ?? {});
  return changes.flatMap(({ type, mode, change: { after } }) =>
    mode === 'data' || after === null ? [] : [{ type, values: after }],
  );
}

const below = ({ resources = [], child_modules: children = [] }: ShownModule): readonly Resource[] => [
  ...resources.filter(({ mode }) => mode !== 'data').map(({ type, values }) => ({ type, values })),
  ...children.flatMap(below),
];
