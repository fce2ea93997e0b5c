/**
 * The alarms and their states: made by PutMetricAlarm or by the world, judged on the cloud's clock once a minute (every
 * ten seconds when one asks for shorter periods), as long as there is one to judge.
 */
import type { Alarms, AlarmState, CloudClock } from '../ports.ts';
import { createResourceTags, type ResourceTags } from '../resource-tags.ts';
import { ServiceError } from '../service.ts';
import type { AlarmWorld, World } from '../world.ts';
import type { AlarmRecord } from './alarm-record.ts';
import { createRounds, judgement } from './alarm-judgement.ts';
import type { AlarmSettings } from './alarm-settings.ts';
import type { Metrics } from './metrics.ts';

export interface AlarmStore extends Alarms {
  /** By name. */
  all(): readonly AlarmRecord[];
  put(name: string, settings: AlarmSettings): AlarmRecord;
  /** @throws ServiceError ResourceNotFound */
  set(name: string, state: AlarmState, reason: string, data: string | undefined): void;
  /** All of them or none. @throws ServiceError ResourceNotFound */
  delete(names: readonly string[]): void;
  /** By ARN. */
  readonly tags: ResourceTags;
}

export interface AlarmParts {
  readonly world: Pick<World, 'account' | 'region' | 'alarms'>;
  readonly clock: CloudClock;
  readonly metrics: Metrics;
}

export function createAlarms(parts: AlarmParts): AlarmStore {
  const { world, clock, metrics } = parts;
  const records = new Map<string, AlarmRecord>();
  const tags = createResourceTags();
  const put = (name: string, settings: AlarmSettings): AlarmRecord => {
    const before = records.get(name);
    const arn = `arn:aws:cloudwatch:${world.region}:${world.account}:alarm:${name}`;
    const now = clock.now();
    const record = { ...unjudged(now), ...before, name, arn, settings, configuredAt: now };
    records.set(name, record);
    return record;
  };
  const change = (name: string, to: Pick<AlarmRecord, 'state' | 'reason' | 'reasonData'>): void => {
    const before = records.get(name);
    if (before === undefined) throw notFound(name);
    const now = clock.now();
    const changedAt = to.state === before.state ? before.changedAt : now;
    records.set(name, { ...before, ...to, updatedAt: now, changedAt });
  };
  const judge = (): void => {
    for (const record of records.values()) {
      const judged = judgement(record, metrics, clock.now());
      if (judged !== undefined && judged.state !== record.state) change(record.name, judged);
    }
  };
  const rounds = createRounds(clock, judge, () =>
    [...records.values()].flatMap(({ settings }) => (settings.kind === 'metric' ? [settings.period] : [])),
  );
  const script = {
    put,
    change,
    isScripted: (name: string) => records.get(name)?.settings.kind === 'scripted',
  };
  for (const alarm of world.alarms) follow(alarm, clock, script);
  return {
    all: () => [...records.values()].sort((one, other) => (one.name < other.name ? -1 : 1)),
    put: (name, settings) => {
      const record = put(name, settings);
      rounds.begin();
      return record;
    },
    set: (name, state, reason, data) => change(name, { state, reason, reasonData: data }),
    delete: (names) => {
      const missing = names.find((name) => !records.has(name));
      if (missing !== undefined) throw notFound(missing);
      for (const name of names) {
        tags.forget(records.get(name)?.arn ?? '');
        records.delete(name);
      }
    },
    tags,
    stateOf: (name) => records.get(name)?.state,
  };
}

const unjudged = (now: number) => ({
  state: 'INSUFFICIENT_DATA' as const,
  reason: 'Unchecked: Initial alarm creation',
  reasonData: undefined,
  updatedAt: now,
  changedAt: now,
});

const notFound = (name: string): ServiceError =>
  new ServiceError('ResourceNotFound', `Alarm ${name} does not exist.`, 404);

interface Script {
  readonly put: (name: string, settings: AlarmSettings) => unknown;
  readonly change: (name: string, to: Pick<AlarmRecord, 'state' | 'reason' | 'reasonData'>) => void;
  /** Neither deleted nor replaced by PutMetricAlarm. */
  readonly isScripted: (name: string) => boolean;
}

/** An alarm of the world is in the states that its script says, whatever is measured. */
function follow(
  { name, state, at }: AlarmWorld,
  clock: CloudClock,
  { put, change, isScripted }: Script,
): void {
  const reason = 'The world file says so.';
  put(name, { kind: 'scripted' });
  change(name, { state, reason, reasonData: undefined });
  for (const step of at) {
    clock.after(step.at, () => {
      if (isScripted(name)) change(name, { state: step.state, reason, reasonData: undefined });
    });
  }
}
