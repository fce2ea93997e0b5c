/** Who runs Terraform in the story: bootstrap is people's, a plan is the plan role's, all else the apply role's. */
import type { Ran } from '../../src/programs.ts';
import type { Harbour } from '../../src/harbour.ts';
import type { Judgement } from '../../src/guard/judgements.ts';
import { stateBucket } from '../../src/example-values.ts';
import { statementsOf } from './permissions.ts';
import { lacking } from './without-statements.ts';

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

/** What neither role may read. */
export const foundations = `s3:GetObject arn:aws:s3:::${stateBucket}/bootstrap.tfstate`;

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

/** What was refused while it ran, which the story wanted. */
export async function refusals<T>(
  { harbour, provoked }: Provoking,
  role: TerraformRole,
  work: () => Promise<T>,
): Promise<{ readonly ran: T; readonly refused: readonly string[] }> {
  const before = harbour.judgements.of(role).length;
  const ran = await work();
  const since = harbour.judgements.of(role).slice(before).filter(isRefusal);
  for (const each of since) provoked.add(each);
  return { ran, refused: since.map(lineOf) };
}

/** Runs of the apply role that fail on purpose: terraform/stack then looks at bootstrap's state, which it may not read. */
export async function failing(story: Provoking, work: () => Promise<void>): Promise<readonly string[]> {
  const { refused } = await refusals(story, applier, work);
  return refused.filter((each) => each !== foundations);
}

/** Runs it without the statement, and puts that back. */
export async function runLacking(
  story: Provoking,
  { role, sid, run: [name, target, ...args] }: Lacking,
): Promise<{ readonly ran: Ran; readonly refused: readonly string[] }> {
  const { harbour } = story;
  const whole = harbour.roles.get(role);
  if (whole === undefined) throw new Error(`There is no role ${role}.`);
  return lacking(harbour, whole, sid, () =>
    refusals(story, role, () => harbour.stackAs(role)(name, target, ...args, '-no-color')),
  );
}

/** A story that notes which refusals it wanted. */
interface Provoking {
  readonly harbour: Harbour;
  readonly provoked: Set<Judgement>;
}

const isRefusal = ({ by }: Judgement): boolean => by.length === 0;
const lineOf = ({ action, resource }: Judgement): string => `${action} ${resource}`;

/** What a role was refused, and where, but for the refusals that are known. */
export const refusedOf = (
  { judgements }: Harbour,
  role: TerraformRole,
  known: ReadonlySet<Judgement>,
): readonly string[] =>
  judgements
    .of(role)
    .filter((each) => isRefusal(each) && !known.has(each))
    .map(lineOf);

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
