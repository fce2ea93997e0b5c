/** What is asked for, read and checked: everything that can be known to be wrong before GitHub is asked for anything. */
import { wrongInputs } from '@slipway/action-kit/inputs';
import type { Files } from '@slipway/action-kit/ports';
import type { Inputs } from '../inputs.ts';
import type { Scope } from '../limits.ts';
import { credentialProblems } from './credentials/credential-problems.ts';
import type { KnownCredential } from './credentials/known-credentials.ts';
import { merged, type Merged } from './merge.ts';
import { nameProblems } from './names.ts';
import { readSources } from './read-sources.ts';
import { sizeProblems } from './sizes.ts';
import type { AskedVariable } from './source.ts';

export interface Surroundings {
  readonly files: Pick<Files, 'read' | 'isOwn'>;
  readonly scope: Scope;
  readonly isEnterpriseServer: boolean;
  /** The action's own token, and what else of the job's environment is a credential. */
  readonly credentials: readonly KnownCredential[];
}

/** More are counted, not told: nobody reads so many at once. */
const mostTold = 30;

/** @throws Failure of kind input with all that is wrong. */
export async function ask(given: Inputs, surroundings: Surroundings): Promise<Merged> {
  const { files, scope, isEnterpriseServer, credentials } = surroundings;
  const sources = await readSources(given, files);
  const asked = merged(sources);
  const problems = [
    ...sources.flatMap(nameProblems),
    ...sizeProblems(asked.variables, scope, isEnterpriseServer),
    ...sources.flatMap((source) => credentialProblems(source, credentials)),
    ...pruneProblems(asked.variables, given.prunePrefix),
  ];
  if (problems.length > 0) throw wrongInputs(bounded(problems));
  return asked;
}

/** A prefix that owns nothing of what is asked for is a mistake, or would remove all that it owns. */
function pruneProblems(asked: readonly AskedVariable[], prefix: string | undefined): readonly string[] {
  if (prefix === undefined || asked.length === 0) return [];
  if (asked.some(({ name }) => name.startsWith(prefix.toUpperCase()))) return [];
  return [
    `\`prune-prefix\` is \`${prefix}\`, and no variable that is asked for begins so: all that do would be removed`,
  ];
}

function bounded(problems: readonly string[]): readonly string[] {
  if (problems.length <= mostTold) return problems;
  return [...problems.slice(0, mostTold), `and ${String(problems.length - mostTold)} more`];
}
