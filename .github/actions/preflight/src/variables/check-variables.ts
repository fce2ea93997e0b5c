/** Which variables of a job are missing or wrong, each with what to type. Pure. */
import { setupFailure, type Failure } from '@slipway/action-kit/failures';
import { wrongValue } from '@slipway/action-kit/inputs';
import { Unreadable } from '@slipway/action-kit/parsers';
import { knownVariables } from './known-variables.ts';

export interface AskedVariables {
  /** Undefined for a job without one, which sees the variables of the repository alone. */
  readonly environment: string | undefined;
  /** `owner/name`. */
  readonly repository: string | undefined;
  readonly variables: readonly (readonly [name: string, value: string])[];
  /** `owner/name` of the fork whose pull request the run is of, or '' where that is gone. */
  readonly fork: string | undefined;
}

export function variableFailures(asked: AskedVariables): readonly Failure[] {
  const missing = asked.variables.filter(([, value]) => value === '').map(([name]) => name);
  if (missing.length > 1 && missing.length === asked.variables.length) return [noneThere(asked, missing)];
  return asked.variables.flatMap(([name, value]) =>
    value === '' ? [oneMissing(asked, name)] : wrongForm(asked, name, value),
  );
}

function oneMissing({ environment }: AskedVariables, name: string): Failure {
  const known = knownOf(name);
  const input = known?.input === undefined ? '' : `, or give the input \`${known.input}\``;
  const typing = `type ${setting(environment, name)}${input}.`;
  return setupFailure({
    code: 'variable-missing',
    what: `${lacking(environment, 'no')} variable ${name}${nor(environment)}`,
    why: known === undefined ? undefined : `it is to be ${known.meaning}`,
    hint: isPublished(environment, name)
      ? `The infrastructure workflow publishes it; by hand, ${typing}`
      : sentence(typing),
  });
}

/** Of an environment that is there somebody has set at least one: so its name comes first. */
function noneThere(asked: AskedVariables, names: readonly string[]): Failure {
  return setupFailure({
    code: 'variables-missing',
    what: `${lacking(asked.environment, 'none')} of the ${String(names.length)} variables that this job needs${nor(asked.environment)}`,
    ...causeOf(asked, names),
  });
}

function causeOf(
  { environment, repository = 'OWNER/REPOSITORY', fork }: AskedVariables,
  names: readonly string[],
) {
  if (fork !== undefined)
    return {
      why: 'the run is of the pull request of a fork, from which GitHub keeps what the repository has',
      hint: `Push the branch to ${repository} itself.`,
    };
  const [first = '', ...others] = names;
  const typing = `type ${setting(environment, first)}, and so on for ${listed(others)}.`;
  if (environment === undefined) return { hint: sentence(typing) };
  const published = listed(names.filter((name) => isPublished(environment, name)));
  return {
    why: 'GitHub makes an environment that does not exist the moment a job names it, so the name may be misspelt',
    hint: [
      `Compare with \`gh api repos/${repository}/environments --jq '.environments[].name'\`. If it is the right one, `,
      published === '' ? typing : `the infrastructure workflow publishes ${published}; by hand, ${typing}`,
    ].join(''),
  };
}

/** It writes into the environment, and is itself in need of some. */
const isPublished = (environment: string | undefined, name: string): boolean => {
  const known = knownOf(name);
  return environment !== undefined && known !== undefined && known.isFirst !== true;
};

function wrongForm({ environment }: AskedVariables, name: string, value: string): readonly Failure[] {
  const known = knownOf(name);
  if (known === undefined) return [];
  try {
    known.parser.read(value);
    return [];
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return [
      setupFailure({
        code: 'variable-wrong',
        what: `A variable of ${environment === undefined ? '' : `the environment \`${environment}\`, or of `}the repository${environment === undefined ? '' : ','} can't be used`,
        why: wrongValue(name, known.parser, value, error),
        hint: `Correct what publishes it; by hand, type ${setting(environment, name)}.`,
      }),
    ];
  }
}

const knownOf = (name: string) => (Object.hasOwn(knownVariables, name) ? knownVariables[name] : undefined);

/** `The environment … has no`, or of a job without one the repository. */
const lacking = (environment: string | undefined, how: 'no' | 'none'): string =>
  `${environment === undefined ? 'The repository' : `The environment \`${environment}\``} has ${how}`;

const nor = (environment: string | undefined): string =>
  environment === undefined ? '' : ', nor has the repository';

const setting = (environment: string | undefined, name: string): string =>
  `\`gh variable set ${name}${environment === undefined ? '' : ` --env ${shellWord(environment)}`} --body ${knownOf(name)?.example ?? 'VALUE'}\``;

const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

const shellWord = (text: string): string =>
  /^[\w.@%+=:,/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

const listed = (names: readonly string[]): string =>
  [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(' and ');
