/** The attributes of load balancers, target groups and listeners: kept and told, with ALB's own defaults. */
import { ServiceError, type Operation } from '../service.ts';
import { ofListeners, ofLoadBalancers, ofTargetGroups, type Attributes } from './attribute-defaults.ts';
import type { Estate } from './estate.ts';
import { balancerNotFound, groupNotFound, listenerNotFound } from './elb-errors.ts';
import type { TargetGroup } from './target-group.ts';

/** With deletion_protection.enabled, the one attribute that changes what happens here. */
const delayKey = 'deregistration_delay.timeout_seconds';

export interface ElbAttributes {
  /** Those of a load balancer. */
  of(arn: string): Attributes;
  forget(arn: string): void;
  readonly operations: Readonly<Record<string, Operation>>;
}

export function createElbAttributes(estate: Estate): ElbAttributes {
  const changed = new Map<string, Attributes>();
  const kept = (arnOf: (input: Input) => string, defaults: Attributes): Kept => ({
    arnOf,
    known: Object.keys(defaults),
    told: (arn) => ({ ...defaults, ...changed.get(arn) }),
    change: (arn, asked) => void changed.set(arn, { ...changed.get(arn), ...asked }),
  });
  const ofGroups = kept((input) => groupNamed(estate, input.TargetGroupArn).arn, ofTargetGroups);
  const ofBalancers = kept((input) => knownBalancer(estate, input), ofLoadBalancers);
  return {
    of: ofBalancers.told,
    forget: (arn) => void changed.delete(arn),
    operations: {
      ...operationsOn('LoadBalancer', ofBalancers),
      ...operationsOn(
        'Listener',
        kept((input) => knownListener(estate, input), ofListeners),
      ),
      ...operationsOn('TargetGroup', withDelay(estate, ofGroups)),
    },
  };
}

interface Kept {
  /** @throws ServiceError when there is none */
  readonly arnOf: (input: Input) => string;
  readonly known: readonly string[];
  readonly told: (arn: string) => Attributes;
  readonly change: (arn: string, asked: Attributes) => void;
}

function operationsOn(
  kind: keyof typeof kinds,
  { arnOf, known, told, change }: Kept,
): Readonly<Record<string, Operation>> {
  const answer = (arn: string) => ({
    Attributes: Object.entries(told(arn)).map(([Key, Value]) => ({ Key, Value })),
  });
  return {
    [`Describe${kind}Attributes`]: (input) => answer(arnOf(input)),
    [`Modify${kind}Attributes`]: (input) => {
      const wanted = asked(input);
      const unknown = Object.keys(wanted).find((key) => !known.includes(key));
      if (unknown !== undefined) throw unrecognized(kind, unknown);
      change(arnOf(input), wanted);
      return answer(arnOf(input));
    },
  };
}

const kinds = { LoadBalancer: 'Load balancer', Listener: 'Listener', TargetGroup: 'Target group' } as const;

const unrecognized = (kind: keyof typeof kinds, key: string): ServiceError =>
  new ServiceError('ValidationError', `${kinds[kind]} attribute key '${key}' is not recognized`);

/** The delay stands in the target group itself. */
const withDelay = (estate: Estate, { arnOf, known, told, change }: Kept): Kept => ({
  arnOf,
  known: [...known, delayKey],
  told: (arn) => ({
    ...told(arn),
    [delayKey]: String(groupNamed(estate, arn).settings().deregistrationDelay / 1000),
  }),
  change: (arn, { [delayKey]: delay, ...others }) => {
    const group = groupNamed(estate, arn);
    if (delay !== undefined) group.change({ ...group.settings(), deregistrationDelay: seconds(delay) });
    change(arn, others);
  },
});

function groupNamed({ groups }: Estate, arn: unknown): TargetGroup {
  const group = groups.get(String(arn));
  if (group === undefined) throw groupNotFound();
  return group;
}

type Input = Readonly<Record<string, unknown>>;

const asked = ({ Attributes = [] }: Input): Attributes =>
  Object.fromEntries(
    (Attributes as readonly { readonly Key?: string; readonly Value?: string }[]).map(
      ({ Key = '', Value = '' }) => [Key, Value],
    ),
  );

/** @returns milliseconds */
function seconds(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= 3600) return value * 1000;
  throw new ServiceError('InvalidConfigurationRequestException', `${delayKey} must be between 0 and 3600`);
}

function knownBalancer({ balancers }: Estate, { LoadBalancerArn }: Input): string {
  const found = balancers.find(({ arn }) => arn === LoadBalancerArn);
  if (found === undefined) throw balancerNotFound(String(LoadBalancerArn));
  return found.arn;
}

function knownListener({ balancers }: Estate, { ListenerArn }: Input): string {
  const found = balancers.flatMap(({ listeners }) => listeners).find(({ arn }) => arn === ListenerArn);
  if (found === undefined) throw listenerNotFound();
  return found.arn;
}
