/** What is done to a service under traffic, and how each has to end. */
import { versions, type Version } from '@slipway/demo/versions';

export interface Act {
  readonly name: string;
  readonly version: Version;
  readonly breaker: boolean;
  readonly inputs: Readonly<Record<string, string>>;
  readonly outcome: string;
  /** What the reason has to say. */
  readonly reason: RegExp;
  /** The job is cancelled as soon as the new version has answered a request. */
  readonly cancelled?: true;
  readonly serves: Version;
}

export const acts: readonly Act[] = [
  {
    name: 'deployed',
    version: versions.four,
    breaker: true,
    inputs: {},
    outcome: 'succeeded',
    reason: / serves /,
    serves: versions.four,
  },
  {
    name: 'rolled back by us',
    version: versions.two,
    breaker: false,
    inputs: {},
    outcome: 'rolled-back',
    reason: /never became healthy/,
    serves: versions.one,
  },
  {
    name: 'cancelled while it serves',
    version: versions.four,
    breaker: false,
    inputs: {},
    // The step ends at once; its post step sees the old version serve again.
    outcome: 'stuck',
    reason: /cancelled/,
    cancelled: true,
    serves: versions.one,
  },
  {
    name: 'rolled back by ECS',
    version: versions.two,
    breaker: true,
    inputs: { 'fail-fast': 'false' },
    outcome: 'rolled-back',
    reason: /^ECS rolled back/,
    serves: versions.one,
  },
];
