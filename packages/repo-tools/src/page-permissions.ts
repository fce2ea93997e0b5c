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
  /** The sources of an image that go on without it, with less; the others are refused. */
  readonly less?: readonly string[];
  /** It goes on without it, with less. */
  readonly spare?: boolean;
  /** What alone asks for it, as Markdown: the policy leaves it out. */
  readonly only?: string;
  /** The policy allows it on one repository; else on `*`. */
  readonly on?: 'repository';
}

export function permissionsPart(permissions: readonly Permission[]): string {
  const rows = permissions.map((permission) => [
    `\`${permission.action}\``,
    cell(`${onlyFor(permission)}${permission.why}`),
    withoutIt(permission),
  ]);
  return table(['permission', 'why', 'without it'], rows).join('\n');
}

const onlyFor = ({ only }: Permission): string => (only === undefined ? '' : `Only for ${only}. `);

function withoutIt({ healthy, mode, less, only, spare }: Permission): string {
  if (spare === true) return 'it goes on, with less';
  if (mode !== undefined) return `\`mode: ${mode}\`: refused`;
  if (less !== undefined) {
    const named = less.map((source) => `\`${source}\``).join(', ');
    return only === undefined ? `refused; ${named} goes on, with less` : 'it goes on, with less';
  }
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

const repository = 'arn:aws:ecr:eu-west-1:111122223333:repository/team/web';

function statement(permissions: readonly Permission[], resource: string): readonly object[] {
  if (permissions.length === 0) return [];
  return [{ Effect: 'Allow', Action: permissions.map(({ action }) => action), Resource: resource }];
}

export function policyPart(permissions: readonly Permission[]): string {
  const allowed = permissions.filter(({ only }) => only === undefined);
  const anywhere = allowed.filter(({ on }) => on === undefined);
  const there = allowed.filter(({ on }) => on === 'repository');
  const others = allowed.some(({ action }) => action === 'ecs:RegisterTaskDefinition') ? ofRegistering : [];
  const Statement = [...statement(anywhere, '*'), ...statement(there, repository), ...others];
  const policy = { Version: '2012-10-17', Statement };
  return ['', '```json', JSON.stringify(policy, null, 2), '```', ''].join('\n');
}
