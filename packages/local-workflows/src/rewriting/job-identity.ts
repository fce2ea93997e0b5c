/**
 * Rule 4: GitHub tells only a job with `id-token: write` where it gets a token of its own, and that token names the
 * job's environment and its workflow. act tells every job the same, so the job itself says it in its environment.
 */
import { isMap, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml';
import type { Edit } from './edits.ts';
import { environmentOf } from './environment-variables.ts';
import { jobsOf, pairAt, placeOf, type Place } from './places.ts';

/** Variables of the run, which are there in every job: where tokens are, and what lets one ask. */
export const identityVariables = { url: 'SLIPWAY_ID_TOKEN_URL', token: 'SLIPWAY_ID_TOKEN' } as const;

/** By name of an environment that can't stand in an address as it is, the form that can. */
export const encodedNamesVariable = 'SLIPWAY_ENCODED_NAMES';

export interface Identified {
  /** `owner/name/.github/workflows/x.yml@refs/…`, for the token's `job_workflow_ref`. */
  readonly workflow: string;
  /** See `SourceFile`. */
  readonly isGrantedToken?: boolean | undefined;
}

export function jobIdentityEdits(text: string, root: YAMLMap, identified: Identified): readonly Edit[] {
  return jobsOf(root).flatMap(({ map }) => {
    const steps = pairAt(map, 'steps');
    const granted = identified.isGrantedToken ?? isOnlyCalled(root);
    if (steps === undefined || !mayAskForToken(root, map, granted)) return [];
    return [insertion(text, map, variablesOf(map, identified.workflow), steps)];
  });
}

/** A called workflow that says nothing of permissions has those of its caller. */
function mayAskForToken(root: YAMLMap, job: YAMLMap, isGranted: boolean): boolean {
  const permissions = job.get('permissions', true) ?? root.get('permissions', true);
  if (permissions === undefined) return isGranted;
  if (isScalar(permissions)) return permissions.value === 'write-all';
  return isMap(permissions) && (permissions as YAMLMap).get('id-token') === 'write';
}

const isOnlyCalled = (root: YAMLMap): boolean => {
  const on = root.get('on');
  return on === 'workflow_call' || (isMap(on) && on.items.length === 1 && on.has('workflow_call'));
};

type Variables = Readonly<Record<string, string>>;

function variablesOf(job: YAMLMap, workflow: string): Variables {
  const environment = environmentOf(job);
  const suffix = environment === undefined ? '' : `&environment=${encodedName(environment)}`;
  const url = `\${{ vars.${identityVariables.url} }}&job_workflow_ref=${workflow}${suffix}`;
  return {
    ACTIONS_ID_TOKEN_REQUEST_URL: url,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: `\${{ vars.${identityVariables.token} }}`,
  };
}

/** No expression encodes a text, so the run hands over the names that it knows. */
function encodedName(environment: string): string {
  const [, word] = /^'((?:[^']|'')*)'$/.exec(environment) ?? [];
  if (word !== undefined) return encodeURIComponent(word.replaceAll("''", "'"));
  return `\${{ fromJSON(vars.${encodedNamesVariable} || '{}')[${environment}] || ${environment} }}`;
}

/** Into the job's `env`, as one before its steps, or, where that is no mapping of its own, as a step before the others. */
function insertion(text: string, job: YAMLMap, variables: Variables, steps: Pair): Edit {
  const lines = Object.entries(variables).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  const add = (start: number, is: string, was = ''): Edit => ({ kind: 'job-identity', start, was, is });
  const pair = pairAt(job, 'env');
  const before = placeOf(steps.key).start;
  if (pair === undefined)
    return job.flow === true
      ? add(before, `env: { ${lines.join(', ')} }, `)
      : add(before, ['env:', ...lines.map((line) => `  ${line}`), ''].join(`\n${indentAt(text, before)}`));
  const { value: env } = pair;
  if (isMap(env) && env.anchor === undefined) {
    if (env.flow === true) return add(placeOf(env).start + 1, ` ${lines.join(', ')},`);
    const into = placeOf(env.items[0]?.key).start;
    return add(into, lines.map((line) => `${line}\n${indentAt(text, into)}`).join(''));
  }
  if (isNothing(env)) {
    const { start, end } = nothingPlace(text, pair);
    const was = text.slice(start, end);
    return add(start, `${was === '' ? ' ' : ''}{ ${lines.join(', ')} }`, was);
  }
  return stepBefore(text, variables, steps.value, add);
}

const indentAt = (text: string, start: number): string =>
  text.slice(text.lastIndexOf('\n', start - 1) + 1, start);

const isNothing = (env: unknown): boolean =>
  env === null || (isScalar(env) && env.value === null && env.anchor === undefined);

/** Behind the colon, or the word for nothing. */
function nothingPlace(text: string, { key, value }: Pair): Place {
  const written = isScalar(value) ? placeOf(value) : placeOf(key);
  if (isScalar(value) && written.start < written.end) return written;
  const colon = text.indexOf(':', placeOf(key).end) + 1;
  return { start: colon, end: colon };
}

/** Variables that a step writes are there in the later ones. */
function stepBefore(
  text: string,
  variables: Variables,
  steps: unknown,
  add: (start: number, is: string) => Edit,
): Edit {
  const names = Object.keys(variables);
  const env = Object.entries(variables).map(([name, value]) => `SLIPWAY_${name}: ${JSON.stringify(value)}`);
  const run = names.map((name) => `echo "${name}=$SLIPWAY_${name}" >> "$GITHUB_ENV"`).join('; ');
  const step = `{ name: Token of the job, shell: bash, env: { ${env.join(', ')} }, run: ${JSON.stringify(run)} }`;
  const { start } = placeOf(steps);
  if (isSeq(steps) && steps.flow === true) return add(start + 1, ` ${step},`);
  return add(start, `- ${step}\n${indentAt(text, start)}`);
}
