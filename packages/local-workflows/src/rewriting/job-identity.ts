/**
 * Rule 4: GitHub tells only a job with `id-token: write` where it gets a token of its own, and that token names the
 * job's environment and its workflow. act tells every job the same, so the job itself says it in its environment.
 */
import { isMap, isScalar, type YAMLMap } from 'yaml';
import type { Edit } from './edits.ts';
import { environmentOf } from './environment-variables.ts';
import { jobsOf, mapAt, pairAt, placeOf } from './places.ts';

/** Variables of the run, which are there in every job: where tokens are, and what lets one ask. */
export const identityVariables = { url: 'SLIPWAY_ID_TOKEN_URL', token: 'SLIPWAY_ID_TOKEN' } as const;

/** @param workflow `owner/name/.github/workflows/x.yml@refs/…`, for the token's `job_workflow_ref`. */
export function jobIdentityEdits(text: string, root: YAMLMap, workflow: string): readonly Edit[] {
  return jobsOf(root).flatMap(({ map }) => {
    const steps = pairAt(map, 'steps');
    if (steps === undefined || !mayAskForToken(root, map)) return [];
    return [insertion(text, map, linesOf(map, workflow), placeOf(steps.key).start)];
  });
}

/** A called workflow that says nothing of permissions has those of its caller. */
function mayAskForToken(root: YAMLMap, job: YAMLMap): boolean {
  const permissions = job.get('permissions', true) ?? root.get('permissions', true);
  if (permissions === undefined) return isOnlyCalled(root);
  if (isScalar(permissions)) return permissions.value === 'write-all';
  return isMap(permissions) && (permissions as YAMLMap).get('id-token') === 'write';
}

const isOnlyCalled = (root: YAMLMap): boolean => {
  const on = root.get('on');
  return on === 'workflow_call' || (isMap(on) && on.items.length === 1 && on.has('workflow_call'));
};

function linesOf(job: YAMLMap, workflow: string): readonly string[] {
  const environment = environmentOf(job);
  const suffix = environment === undefined ? '' : `&environment=\${{ ${environment} }}`;
  const url = `\${{ vars.${identityVariables.url} }}&job_workflow_ref=${workflow}${suffix}`;
  return [
    `ACTIONS_ID_TOKEN_REQUEST_URL: ${JSON.stringify(url)}`,
    `ACTIONS_ID_TOKEN_REQUEST_TOKEN: "\${{ vars.${identityVariables.token} }}"`,
  ];
}

/** Into the job's `env`, or as one before its steps. */
function insertion(text: string, job: YAMLMap, lines: readonly string[], steps: number): Edit {
  const env = mapAt(job, 'env');
  const add = (start: number, is: string): Edit => ({ kind: 'job-identity', start, was: '', is });
  if (env?.flow === true) return add(placeOf(env).start + 1, ` ${lines.join(', ')},`);
  const first = env?.items[0];
  const into = first === undefined ? steps : placeOf(first.key).start;
  if (job.flow === true) return add(steps, `env: { ${lines.join(', ')} }, `);
  const indent = text.slice(text.lastIndexOf('\n', into - 1) + 1, into);
  if (first !== undefined) return add(into, lines.map((line) => `${line}\n${indent}`).join(''));
  return add(into, ['env:', ...lines.map((line) => `  ${line}`), ''].join(`\n${indent}`));
}
