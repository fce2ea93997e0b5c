/**
 * What becomes of the pipeline when one statement of a role is taken away: which step misses it, in which scene, and
 * whether it is red. What it prints names the action either way.
 */
import type { ActionRun } from '@slipway/local-runner/run-action';
import type { StandingRole } from '../../src/roles.ts';
import { names } from '../../src/example-values.ts';
import type { Harbour } from '../../src/harbour.ts';

/** Digests that stand in the repository. */
export interface Shipped {
  readonly healthy: string;
  readonly dying: string;
}

export interface Missing {
  readonly role: string;
  readonly sid: string;
  /** The step that misses it. */
  readonly step: string;
  readonly scene: (harbour: Harbour, shipped: Shipped) => Promise<readonly ActionRun[]>;
  /** An action of the statement, which the step names. */
  readonly names: string;
  /** Whether the step is red for want of it, or ends as it does otherwise: green, or with the way back. */
  readonly ends: 'red' | 'green' | 'rolled back';
}

type Scene = Missing['scene'];

const pushing: Scene = async (harbour, { healthy }) => [
  await harbour.step('build-push-ecr', {
    repository: names.repository,
    'promote-from': `${names.repository}@${healthy}`,
    tags: 'again',
  }),
];

const scanning =
  (inputs: Readonly<Record<string, string>> = {}): Scene =>
  async (harbour, { healthy }) => [
    await harbour.step('scan-image', {
      repository: names.repository,
      digest: healthy,
      timeout: '1m',
      ...inputs,
    }),
  ];

interface Deploying {
  readonly digest: keyof Shipped;
  readonly render?: Readonly<Record<string, string>>;
  readonly deploy?: Readonly<Record<string, string>>;
  readonly isRenderedOnly?: boolean;
}

let count = 0;

/** A revision of its own each time: what serves already is not deployed. */
const deploying =
  ({ digest, render = {}, deploy = {}, isRenderedOnly = false }: Deploying): Scene =>
  async (harbour, shipped) => {
    const rendered = await harbour.step('render-task-def', {
      'task-definition-family': names.template,
      family: names.family,
      'container-name': 'web',
      repository: names.repository,
      digest: shipped[digest],
      'environment-variables': `SCENE=${String((count += 1))}`,
      ...render,
    });
    if (rendered.exitCode !== 0 || isRenderedOnly) return [rendered];
    const deployed = await harbour.step('deploy-ecs-with-rollback', {
      'task-definition': rendered.outputs['task-definition'] ?? '',
      cluster: names.cluster,
      service: names.service,
      'poll-interval': '2s',
      ...deploy,
    });
    return [rendered, deployed];
  };

const [build, scan, deploy] = [
  'web-production-build',
  'web-production-scan',
  'web-production-deploy',
] as const;
const [rendering, rollout] = ['render-task-def', 'deploy-ecs-with-rollback'] as const;
const baseline = scanning({ baseline: `ecs:${names.cluster}/${names.service}` });
const healthy = deploying({ digest: 'healthy' });
const dying = deploying({ digest: 'dying' });
const rendered = deploying({ digest: 'healthy', isRenderedOnly: true });

const row = (
  role: string,
  sid: string,
  step: string,
  scene: Scene,
  action: string,
  ends: Missing['ends'],
): Missing => ({ role, sid, step, scene, names: action, ends });

export const missing: readonly Missing[] = [
  row(build, 'Login', 'build-push-ecr', pushing, 'ecr:GetAuthorizationToken', 'red'),
  row(build, 'Push', 'build-push-ecr', pushing, 'ecr:DescribeRepositories', 'red'),
  row(scan, 'ReadScan', 'scan-image', scanning(), 'ecr:DescribeImages', 'red'),
  row(scan, 'ReadBaseline', 'scan-image', baseline, 'ecs:DescribeServices', 'red'),
  row(deploy, 'ReadTaskDefinition', rendering, healthy, 'ecs:DescribeTaskDefinition', 'red'),
  row(deploy, 'RegisterTaskDefinition', rollout, healthy, 'ecs:RegisterTaskDefinition', 'red'),
  row(
    deploy,
    'TagRevision',
    rollout,
    deploying({ digest: 'healthy', render: { tags: 'team=harbour' } }),
    'ecs:TagResource',
    'red',
  ),
  row(deploy, 'UpdateService', rollout, healthy, 'ecs:DescribeServices', 'red'),
  row(deploy, 'FollowDeployment', rollout, healthy, 'ecs:DescribeServiceDeployments', 'green'),
  row(deploy, 'ListTasks', rollout, healthy, 'ecs:ListTasks', 'red'),
  row(deploy, 'ReadTasks', rollout, healthy, 'ecs:DescribeTasks', 'red'),
  row(deploy, 'PassRoles', rollout, healthy, 'iam:PassRole', 'red'),
  row(deploy, 'ReadTargets', rollout, dying, 'elasticloadbalancing:DescribeTarget', 'rolled back'),
  row(
    deploy,
    'ReadAlarms',
    rollout,
    deploying({ digest: 'healthy', deploy: { alarms: 'web-production-5xx' } }),
    'cloudwatch:DescribeAlarms',
    'red',
  ),
  row(deploy, 'ReadLog', rollout, dying, 'logs:GetLogEvents', 'rolled back'),
  row(deploy, 'Login', rendering, rendered, 'ecr:GetAuthorizationToken', 'green'),
  row(deploy, 'TagDeployed', rendering, healthy, 'ecr:DescribeRepositories', 'red'),
];

/** Does the work while the role is without the statement, and puts that back whatever comes of it. */
export async function lacking<T>(
  { roles }: Pick<Harbour, 'roles'>,
  whole: StandingRole,
  sid: string,
  work: () => Promise<T>,
): Promise<T> {
  roles.set(whole.name, withoutStatement(whole, sid));
  try {
    return await work();
  } finally {
    roles.set(whole.name, whole);
  }
}

/** The role without that statement. @throws Error when it has none of that name */
function withoutStatement(role: StandingRole, sid: string): StandingRole {
  const policies = role.policies.map((policy) => ({
    ...policy,
    Statement: policy.Statement.filter((statement) => statement.Sid !== sid),
  }));
  const left = policies.flatMap(({ Statement }) => Statement).length;
  if (left === role.policies.flatMap(({ Statement }) => Statement).length) {
    throw new Error(`${role.name} has no statement ${sid}.`);
  }
  return { ...role, policies };
}
