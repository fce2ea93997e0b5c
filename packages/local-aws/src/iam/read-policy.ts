/**
 * Reads a policy document as IAM takes one. What IAM would refuse, and what the local cloud could only guess, is told:
 * with the place in the document, and never ignored.
 */
import { readStatement } from './read-statement.ts';
import { isMap, listOf, meant, shown, type Path, type Tell } from './reading.ts';
import type { Policy } from './policy.ts';
import type { PolicyKind } from './condition-keys.ts';

/** As IAM hands one out: an object, or its text in JSON. */
export type PolicyDocument = string | Readonly<Record<string, unknown>>;

export interface PolicyProblem {
  readonly path: Path;
  /** Without a full stop. */
  readonly sentence: string;
}

/** The policy is only good when there is no problem. */
export function readPolicy(
  document: unknown,
  kind: PolicyKind,
): { readonly policy: Policy; readonly problems: readonly PolicyProblem[] } {
  const problems: PolicyProblem[] = [];
  const tell: Tell = (path, sentence) => void problems.push({ path, sentence });
  const value = typeof document === 'string' ? parsed(document, tell) : document;
  const statements = problems.length > 0 ? [] : statementsOf(value, kind, tell);
  return { policy: { statements }, problems };
}

function parsed(text: string, tell: Tell): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    tell([], `the policy is not JSON: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

const versions = ['2012-10-17', '2008-10-17'];
const elements = ['Version', 'Id', 'Statement'];

function statementsOf(document: unknown, kind: PolicyKind, tell: Tell): Policy['statements'] {
  if (!isMap(document)) {
    tell([], `a policy must be a map of keys, but is ${shown(document)}`);
    return [];
  }
  for (const key of Object.keys(document)) {
    if (!elements.includes(key)) tell([key], `a policy has no element \`${key}\`${meant(key, elements)}`);
  }
  const { Version: version = '2008-10-17', Statement: statement } = document;
  if (!versions.includes(String(version))) {
    tell(['Version'], `\`Version\` must be ${versions.join(' or ')}, but is ${shown(version)}`);
  }
  if (statement === undefined) tell([], 'a policy needs a `Statement`');
  const statements = listOf(statement).map(({ value, path }) =>
    readStatement(value, kind, (within, sentence) => tell(['Statement', ...path, ...within], sentence)),
  );
  tellTwice(
    statements.map(({ sid }) => sid),
    tell,
  );
  return statements;
}

/** In one policy a statement's name is its own. */
function tellTwice(sids: readonly (string | undefined)[], tell: Tell): void {
  sids.forEach((sid, at) => {
    if (sid === undefined || sid === '' || sids.indexOf(sid) === at) return;
    tell(['Statement', at, 'Sid'], `the \`Sid\` ${sid} stands twice in the policy`);
  });
}

/** A policy is not one that the local cloud can judge by: its owner's mistake. */
export class UnreadablePolicy extends Error {
  override readonly name = 'UnreadablePolicy';
}

/**
 * @param name whose policy it is, for the message: `role deploy`
 * @throws UnreadablePolicy that lists every problem
 */
export function policyOf(document: unknown, kind: PolicyKind, name: string): Policy {
  const { policy, problems } = readPolicy(document, kind);
  if (problems.length === 0) return policy;
  const told = problems.map(({ path, sentence }) =>
    path.length === 0 ? sentence : `at ${path.join('.')}, ${sentence}`,
  );
  const what = kind === 'trust' ? 'trust policy' : 'policy';
  throw new UnreadablePolicy(
    `The local cloud can not judge by the ${what} of ${name}: ${told.join('; ')}`.replace(/[^?]$/, '$&.'),
  );
}
