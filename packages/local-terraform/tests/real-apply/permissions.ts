/** What the pages of the actions say that they need, beside what the roles allow. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { StandingRole, Statement } from '../../src/roles.ts';
import { root } from '../../src/harbour.ts';

/** A row of `page/permissions.yml`. */
interface Permission {
  readonly action: string;
  readonly only?: string;
  readonly given?: string;
  readonly spare?: boolean;
}

const permissionsOf = (action: string): readonly Permission[] =>
  parse(
    readFileSync(join(root, 'actions', action, 'page', 'permissions.yml'), 'utf8'),
  ) as readonly Permission[];

export interface Duty {
  readonly duty: string;
  /** Whose steps the role is for. */
  readonly actions: readonly string[];
  /** What the pages ask for in words beside their lists, or what is no step's own. */
  readonly besides: readonly string[];
}

/** As the stacks ask for the roles: no keep-revisions, no Inspector, a baseline. */
export const duties: readonly Duty[] = [
  { duty: 'build', actions: ['build-push-ecr'], besides: [] },
  { duty: 'scan', actions: ['scan-image'], besides: [] },
  {
    duty: 'deploy',
    actions: ['render-task-def', 'deploy-ecs-with-rollback'],
    // Registering passes roles on and sets tags; what was deployed gets a tag of its own in the repository.
    besides: ['iam:PassRole', 'ecs:TagResource', 'ecr:PutImage'],
  },
];

export const documented = (action: string): readonly string[] =>
  permissionsOf(action)
    .filter(({ only, given }) => isAsked(only) && !(given ?? '').startsWith('keep-revisions'))
    .map((permission) => permission.action);

const isAsked = (only: string | undefined): boolean =>
  only === undefined || only.includes('`ecs:cluster/service`');

export const isSpare = (action: string, permission: string): boolean =>
  permissionsOf(action).some((each) => each.action === permission && each.spare === true);

export const statementsOf = (role: StandingRole | undefined): readonly Statement[] =>
  (role?.policies ?? []).flatMap(({ Statement: statements }) => statements);

export const allowedActions = (role: StandingRole | undefined): readonly string[] =>
  [...new Set(statementsOf(role).flatMap(({ Action }) => Action))].sort();
