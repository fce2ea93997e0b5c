/** What an action asks of AWS: why, what is lost without it, and the policy that people copy. */
import { cell, table } from './readme-tables.ts';

/** As `page/permissions.yml` has it. */
export interface Permission {
  readonly action: string;
  readonly why: string;
  /** The input that asks for it, `name=value`, when it is not asked for otherwise. */
  readonly given?: string;
  /** The mode that alone asks for it, and is refused without it. */
  readonly mode?: string;
  /**
   * The outcome of a deployment without it, of a revision that is healthy and of one whose tasks die. An action that
   * deploys nothing leaves both out: it is refused.
   */
  readonly healthy?: string;
  readonly dying?: string;
}

export function permissionsPart(permissions: readonly Permission[]): string {
  const rows = permissions.map((permission) => [
    `\`${permission.action}\``,
    cell(permission.why),
    withoutIt(permission),
  ]);
  return table(['permission', 'why', 'without it'], rows).join('\n');
}

function withoutIt({ healthy, mode }: Permission): string {
  if (mode !== undefined) return `\`mode: ${mode}\`: refused`;
  return (healthy ?? 'refused') === 'refused' ? 'refused' : 'it goes on, with less';
}

/** What registering takes besides its own permission. */
const ofRegistering = [
  {
    Effect: 'Allow',
    Action: 'iam:PassRole',
    Resource: ['arn:aws:iam::111122223333:role/web-task', 'arn:aws:iam::111122223333:role/web-execution'],
    Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
  },
  {
    Effect: 'Allow',
    Action: 'ecs:TagResource',
    Resource: '*',
    Condition: { StringEquals: { 'ecs:CreateAction': 'RegisterTaskDefinition' } },
  },
];

export function policyPart(permissions: readonly Permission[]): string {
  const actions = permissions.map(({ action }) => action);
  const others = actions.includes('ecs:RegisterTaskDefinition') ? ofRegistering : [];
  const first = { Effect: 'Allow', Action: actions, Resource: '*' };
  const policy = { Version: '2012-10-17', Statement: [first, ...others] };
  return ['', '```json', JSON.stringify(policy, null, 2), '```', ''].join('\n');
}
