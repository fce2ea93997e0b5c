/** Who runs Terraform in the story: bootstrap is people's, a plan is the plan role's, all else the apply role's. */
import type { Ran } from '../../src/programs.ts';
import type { Harbour } from '../../src/harbour.ts';
import { statementsOf } from './permissions.ts';
import { withoutStatement } from './without-statements.ts';

export const [planner, applier] = ['slipway-plan', 'slipway-apply'] as const;

type TerraformRole = typeof planner | typeof applier;

export const actorOf = (stack: string, command: string | undefined): TerraformRole | undefined => {
  if (stack === 'bootstrap') return undefined;
  return command === 'plan' ? planner : applier;
};

/** The plan role writes nothing, not even a lock. */
export const unlocked = (stack: string, command: string | undefined): readonly string[] =>
  actorOf(stack, command) === planner ? ['-lock=false'] : [];

/** A run that is red without a statement. */
export interface Lacking {
  readonly role: TerraformRole;
  readonly sid: string;
  /** What it is refused: an action, or how it begins. */
  readonly names: string;
  readonly says: string;
  readonly run: readonly [stack: string, target: string, ...args: string[]];
}

/** S3 has no words in an answer without a body. */
export const headForbidden = 'operation error S3: HeadObject, https response error StatusCode: 403';

/** The repository alone, so that nothing is made beside it. */
const theRepository = '-target=module.registry.aws_ecr_repository.images';

export const lackingAtFirst: readonly Lacking[] = [
  {
    role: applier,
    sid: 'ChangeRepositories',
    names: 'ecr:CreateRepository',
    says: 'is not authorized to perform: ecr:CreateRepository',
    run: ['registry', 'production/web', 'apply', '-auto-approve', theRepository],
  },
  {
    role: applier,
    sid: 'WriteState',
    names: 's3:GetObject',
    says: headForbidden,
    run: ['registry', 'production/web', 'apply', '-auto-approve', theRepository],
  },
];

export const lackingLater: readonly Lacking[] = [
  {
    role: planner,
    sid: 'ReadNetwork',
    names: 'ec2:Describe',
    says: 'is not authorized to perform: ec2:Describe',
    run: ['platform', 'production', 'plan', '-lock=false'],
  },
];

/** Runs it without the statement, and puts that back. */
export async function runLacking(
  harbour: Harbour,
  { role, sid, run: [name, target, ...args] }: Lacking,
): Promise<Ran> {
  const whole = harbour.roles.get(role);
  if (whole === undefined) throw new Error(`There is no role ${role}.`);
  harbour.roles.set(role, withoutStatement(whole, sid));
  const ran = await harbour.stackAs(role)(name, target, ...args, '-no-color');
  harbour.roles.set(role, whole);
  return ran;
}

/** What a role was refused, and where. After a run that failed, terraform/stack asks for more than a role may read. */
export const refusedOf = ({ judgements }: Harbour, role: TerraformRole): readonly string[] =>
  judgements
    .of(role)
    .flatMap(({ by, action, resource }) => (by.length === 0 ? [`${action} ${resource}`] : []));

/** Statements that allow something and that no call of the whole story was allowed by. */
export function unneeded({ roles, judgements }: Harbour, role: TerraformRole): readonly string[] {
  const needed = new Set(judgements.of(role).flatMap(({ by }) => by));
  return statementsOf(roles.get(role)).flatMap(({ Sid = '', Effect }) =>
    Effect === 'Allow' && !needed.has(Sid) ? [Sid] : [],
  );
}

/** Actions of needed statements that no call asked for. */
export function unasked({ roles, judgements }: Harbour, role: TerraformRole): readonly string[] {
  const asked = new Set(judgements.of(role).map(({ action }) => action.toLowerCase()));
  const allowed = statementsOf(roles.get(role)).filter(({ Effect }) => Effect === 'Allow');
  const actions = new Set(allowed.flatMap(({ Action }) => Action));
  return [...actions].filter((action) => !asked.has(action.toLowerCase())).sort();
}
