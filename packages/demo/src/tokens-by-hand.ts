/**
 * The tokens that an action by hand is given of the harbour's GitHub, where a workflow would take them from its secrets:
 * the least that can do what the inputs ask for. Pure.
 */
import type { Berth } from './berth.ts';

type Inputs = Readonly<Record<string, string>>;

export interface FilledTokens {
  /** Those that were not given, by the name of the input. */
  readonly inputs: Inputs;
  /** One line about them; undefined for an action that takes none of them. */
  readonly words: string | undefined;
}

interface Filled {
  readonly input: string;
  readonly token: string;
  /** What it is, in words. */
  readonly is: string;
}

/** @param given the inputs as they were typed; the runner takes their names in any case. */
export function tokensByHand(action: string, given: Inputs, tokens: Berth['tokens']): FilledTokens {
  const byName = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
  const filled = tokensOf(action, byName, tokens).filter(({ input }) => !byName.has(input));
  return {
    inputs: Object.fromEntries(filled.map(({ input, token }) => [input, token])),
    words:
      filled.length === 0
        ? undefined
        : `Filled in: ${filled.map(({ input, is }) => `\`${input}\`, ${is}`).join('; ')}.`,
  };
}

function tokensOf(
  action: string,
  given: ReadonlyMap<string, string>,
  tokens: Berth['tokens'],
): readonly Filled[] {
  const variables = { token: tokens.variables, is: 'which may write variables of repositories and no more' };
  if (action === 'set-repo-variables') {
    const scope = (given.get('scope') ?? '').trim();
    const everything = { token: tokens.everything, is: `which may do everything, for the scope ${scope}` };
    return [{ input: 'token', ...(beyond.has(scope) ? everything : variables) }];
  }
  if (action !== 'dispatch-workflow') return [];
  const job = { input: 'token', token: tokens.job, is: "the job's own" };
  const isOnce = (given.get('only-once') ?? '').trim() !== '';
  return isOnce ? [job, { input: 'variables-token', ...variables }] : [job];
}

/** The scopes that need more than Variables: write of a repository. */
const beyond: ReadonlySet<string> = new Set(['environment', 'organization']);
