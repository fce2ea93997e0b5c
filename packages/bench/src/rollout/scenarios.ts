/** The deployments on which actions are compared: each in an own cloud, with the timings of AWS. */
import type { Operator } from './operator.ts';
import * as right from '../right.ts';
import type { Judge } from '../right.ts';

export interface Scenario {
  readonly name: string;
  readonly desired: number;
  /** How many tasks may be started above the desired count: with one, they are replaced one after the other. */
  readonly surplus: number;
  readonly breaker: 'off' | 'stop' | 'rollback';
  readonly balanced: boolean;
  /** The image that is deployed. */
  readonly tag: string;
  /** Inputs for an action that has them. */
  readonly ours: Readonly<Record<string, string>>;
  /** What somebody else does meanwhile. */
  readonly meanwhile: Operator | undefined;
  readonly judge: Judge;
  /** Runs in each round: more of what is short, for the p95 of a lag wants many. */
  readonly repeats: number;
  /** Seconds within which the rollback shall begin. */
  readonly goal: number | undefined;
  /** Which stop of its tasks decides, where one does: the rollback shall begin at the look after it. */
  readonly decidingStop: number | undefined;
}

const plain = {
  desired: 1,
  surplus: 1,
  breaker: 'rollback',
  balanced: false,
  tag: 'good',
  ours: {},
  meanwhile: undefined,
  repeats: 1,
  goal: undefined,
  decidingStop: undefined,
} as const;

/** Tasks that are replaced one by one take some 80 s each. */
const healthy = (minutes: number, desired: number, repeats: number): Scenario => ({
  ...plain,
  repeats,
  name: `healthy, about ${String(minutes)} min`,
  desired,
  judge: right.success,
});

export const scenarios: readonly Scenario[] = [
  healthy(25, 19, 1),
  healthy(10, 8, 2),
  healthy(3, 2, 4),
  {
    ...plain,
    name: 'dies at start, 1 task',
    tag: 'crashing',
    goal: 80,
    decidingStop: 2,
    judge: right.returned(/exit.{0,24}\b1\b/i),
  },
  {
    ...plain,
    name: 'dies at start, 4 tasks',
    tag: 'crashing',
    desired: 4,
    goal: 60,
    decidingStop: 2,
    surplus: 4,
    judge: right.returned(/exit.{0,24}\b1\b/i),
  },
  {
    ...plain,
    name: 'image can not be pulled',
    tag: 'absent',
    goal: 165,
    decidingStop: 1,
    judge: right.returned(/CannotPull|pull/i),
  },
  {
    ...plain,
    name: 'port never opens',
    tag: 'deaf',
    balanced: true,
    // Taken up 15 s, starting 25 s, grace period 120 s, 2 × 30 s of checks, and a look.
    goal: 225,
    judge: right.returned(/health check/i),
  },
  {
    ...plain,
    name: 'breaker rolls back (fail-fast: false)',
    tag: 'crashing',
    ours: { 'fail-fast': 'false' },
    judge: right.returned(/circuit breaker/i),
  },
  {
    ...plain,
    name: 'breaker without rollback (fail-fast: false)',
    tag: 'crashing',
    breaker: 'stop',
    ours: { 'fail-fast': 'false' },
    judge: right.stopped,
  },
  {
    ...plain,
    name: 'superseded by somebody',
    desired: 3,
    meanwhile: 'deploys-another',
    judge: right.superseded,
  },
  { ...plain, name: 'desired count 0', desired: 0, judge: right.nothingRuns },
  {
    ...plain,
    name: 'AccessDenied while watching',
    desired: 3,
    meanwhile: 'denies-reading',
    judge: right.denied,
  },
];

/** Timings are left to the world's defaults, which are those of AWS. */
export const worldOf = ({ desired, surplus, breaker, balanced }: Scenario): string => `
account: '111122223333'
region: eu-west-1
loadBalancers: [{ name: front, targetGroup: { name: web, port: 80 } }]
repositories: [{ name: web }]
taskDefinitions: [{ family: template, containerDefinitions: [{ name: app, image: web, portMappings: [{ containerPort: 80 }] }] }]
services:
  - name: web
    cluster: harbour
    taskDefinition: template:1
    desiredCount: 0
    minimumHealthyPercent: 100
    maximumPercent: ${String(desired === 0 ? 200 : Math.ceil(100 + (100 * surplus) / desired))}
    circuitBreaker: { enable: ${String(breaker !== 'off')}, rollback: ${String(breaker === 'rollback')} }
    ${balanced ? 'loadBalancer: { targetGroup: web, containerName: app, containerPort: 80 }' : ''}
    ${balanced ? 'healthCheckGracePeriod: 120s' : ''}
clusters: [{ name: harbour }]
images:
  - { repository: web, tag: first, behaviour: [{ at: 2s, answers: 200 }] }
  - { repository: web, tag: good, behaviour: [{ at: 2s, answers: 200 }] }
  - { repository: web, tag: crashing, behaviour: [{ at: 3s, log: no database }, { at: 4s, exit: 1 }] }
  - { repository: web, tag: deaf, behaviour: [{ at: 2s, log: listening }] }
  # The first stop is then 2 min 34 s after UpdateService, as it was in a published drill.
  - repository: web
    tag: absent
    behaviour: [{ at: 114s, fails: 'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref web:absent: not found' }]
`;

export const tags = ['first', 'good', 'crashing', 'deaf', 'absent'] as const;
