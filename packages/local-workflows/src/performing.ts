/** A run of the local GitHub, performed by act with the variables that the local GitHub holds at that moment. */
import type { LocalGithub } from '@slipway/local-github/local-github';
import type { PerformedRun } from '@slipway/local-github/workflows/handlers';
import { dispatchEvent, type Place, type RunEvent } from './events/payloads.ts';
import type { EndedRun, LocalRepositoryOptions } from './local-options.ts';
import { recording } from './recording.ts';
import { runWorkflow } from './running/run-workflow.ts';
import type { WorkflowRun } from './running/workflow-run.ts';

export interface Performing {
  readonly options: LocalRepositoryOptions;
  readonly github: LocalGithub;
  readonly place: () => Promise<Place>;
  /** Every run that ends is put here. */
  readonly runs: EndedRun[];
  /** Aborted when everything is to end. */
  readonly closing: AbortSignal;
}

/** What a job of a fork's pull request has as its token: it may read. */
export const forkToken = 'ghs_localForkToken';

/** @param workflow file name. */
export const performing =
  (parts: Performing, workflow: string) =>
  async (run: PerformedRun): Promise<void> => {
    const { options, runs, closing } = parts;
    const event = await eventOf(parts, workflow, run);
    const record = recording(run);
    const ended = await runWorkflow({
      ...options,
      ...given(parts, event, claimsOf(workflow, run, event)),
      caller: { folder: options.folder, repository: options.repository },
      ...{ workflow, event },
      env: {
        ...environmentOf(parts, run, event),
        SLIPWAY_LOCAL_ROLES: options.roles ?? 'believed',
        ...options.env,
      },
      signal: AbortSignal.any([run.cancelled, closing]),
      onLine: (line) => {
        record.line(line);
        options.onLine?.(line, { id: run.id, number: run.number, workflow });
      },
    });
    runs.push({ ...ended, id: run.id, number: run.number, workflow });
    await record.end(ended);
    run.conclude(ended.result);
  };

async function eventOf({ place }: Performing, workflow: string, run: PerformedRun): Promise<RunEvent> {
  const { event: name, payload, inputs, actor } = run;
  if (name === 'workflow_dispatch') return dispatchEvent({ ...(await place()), actor }, workflow, inputs);
  if (name !== 'repository_dispatch') return { name, payload, actor, ref: refOf(run) };
  return { name, payload: { client_payload: payload }, actor, ref: `refs/heads/${run.ref}` };
}

const refOf = ({ event, ref }: PerformedRun): string =>
  event === 'pull_request' ? `refs/pull/${ref}` : `refs/heads/${ref}`;

/** What GitHub keeps from a fork: secrets, a token that may write, and tokens of the job's own. */
function given(
  { options, github }: Performing,
  event: RunEvent,
  claims: Readonly<Record<string, string>>,
): Pick<WorkflowRun, 'variables' | 'environments' | 'secrets' | 'identity'> {
  const values = (store: LocalGithub['variables']): Readonly<Record<string, string>> =>
    Object.fromEntries([...store.values()].map(({ name, value }) => [name, value]));
  const environments = [...github.environments.values()].map(({ name, variables }) => [
    name,
    values(variables),
  ]);
  const held = {
    variables: values(github.variables),
    environments: Object.fromEntries(environments) as WorkflowRun['environments'],
  };
  if (isFromFork(event)) return { ...held, secrets: { GITHUB_TOKEN: forkToken } };
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url = '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: token = '' } =
    github.environment;
  return {
    ...held,
    secrets: { ...options.secrets, GITHUB_TOKEN: github.tokens.job },
    identity: { url: `${url}&${new URLSearchParams(claims).toString()}`, token },
  };
}

/** What the tokens of all jobs of the run say; each job's environment and file come with its own request. */
const claimsOf = (
  workflow: string,
  { id, number, attempt, sha }: PerformedRun,
  { name, ref, actor }: RunEvent,
): Readonly<Record<string, string>> => ({
  ...{ workflow, ref, sha, actor, event_name: name },
  ...{ run_id: String(id), run_number: String(number), run_attempt: String(attempt) },
});

function isFromFork({ payload }: RunEvent): boolean {
  const { pull_request: pull } = payload as {
    readonly pull_request?: { readonly head?: { readonly repo?: { readonly fork?: boolean } } };
  };
  return pull?.head?.repo?.fork === true;
}

/** Where GitHub is, and which run this is. */
function environmentOf({ github }: Performing, run: PerformedRun, { ref }: RunEvent): Record<string, string> {
  const names = [
    'API_URL',
    'SERVER_URL',
    'REPOSITORY',
    'REPOSITORY_ID',
    'REPOSITORY_OWNER',
    'REPOSITORY_OWNER_ID',
  ];
  const ofGithub = names.map(
    (name) => [`GITHUB_${name}`, github.environment[`GITHUB_${name}`] ?? ''] as const,
  );
  return {
    ...Object.fromEntries(ofGithub),
    GITHUB_RUN_ID: String(run.id),
    GITHUB_RUN_NUMBER: String(run.number),
    GITHUB_RUN_ATTEMPT: String(run.attempt),
    GITHUB_REF: ref,
  };
}
