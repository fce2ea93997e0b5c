/** What jobs that are rewritten for act read in place of what it does not know: environments and tokens. Pure. */
import { environmentsVariable } from '../rewriting/environment-variables.ts';
import { encodedNamesVariable, identityVariables } from '../rewriting/job-identity.ts';

export interface ToldByVariables {
  /** By name of an environment, what `vars` are in its jobs. */
  readonly environments: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Where a job with `id-token: write` gets a token of its own; left out, no job gets one. */
  readonly identity?: { readonly url: string; readonly token: string } | undefined;
}

export function variablesForAct({
  environments,
  identity,
}: ToldByVariables): Readonly<Record<string, string>> {
  const { url = '', token = '' } = identity ?? {};
  return {
    [environmentsVariable]: JSON.stringify(environments),
    [encodedNamesVariable]: JSON.stringify(encodedNames(Object.keys(environments))),
    [identityVariables.url]: url,
    [identityVariables.token]: token,
  };
}

/** Those alone that need it: act finds names in any case, and a token names the environment as the workflow does. */
const encodedNames = (names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    names.map((name) => [name, encodeURIComponent(name)] as const).filter(([name, there]) => name !== there),
  );
