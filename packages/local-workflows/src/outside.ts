/** The events that happen outside of a local repository, each with the files as they stand by then. */
import type { LocalGithub } from '@slipway/local-github/local-github';
import { workflowsOf } from './declared.ts';
import { pullRequestEvent, pushEvent, type PullRequest, type RunEvent } from './events/payloads.ts';
import { starts } from './events/triggers.ts';
import type { EndedRun } from './local-options.ts';
import type { Performing } from './performing.ts';

export interface Outside {
  readonly github: LocalGithub;
  /** All runs that have ended, those that jobs have dispatched too, in the order of their ends. */
  readonly runs: readonly EndedRun[];
  /**
   * The branch that is checked out is pushed as it stands.
   * @param changed paths that the push changes, for filters of paths, which are taken for fitting when left out.
   * @returns the runs of every workflow for it.
   */
  push(changed?: readonly string[]): Promise<readonly EndedRun[]>;
  pullRequest(pull: PullRequest): Promise<readonly EndedRun[]>;
  /** @throws Error for a workflow without `workflow_dispatch` and for inputs that it does not take */
  dispatch(workflow: string, inputs?: Readonly<Record<string, string>>): Promise<EndedRun>;
}

/** @param declare tells the local GitHub what the files say by now. */
export function outside(parts: Performing, declare: () => Promise<void>): Outside {
  const { options, github, runs, place } = parts;
  const startAll = async (event: RunEvent, ref: string, isMeant: (text: string) => boolean) => {
    await declare();
    const files = (await workflowsOf(options)).filter(([, text]) => isMeant(text));
    const { name, payload } = event;
    return Promise.all(
      files.map(([workflow]) => endOf(parts, github.start({ workflow, event: name, ref, payload }))),
    );
  };
  return {
    ...{ github, runs },
    push: async (changed) => {
      const now = await place();
      const { branch } = now;
      return startAll(pushEvent(now), branch, (text) => starts(text, { event: 'push', branch, changed }));
    },
    pullRequest: async (pull) => {
      const now = await place();
      const { base: branch = now.defaultBranch, action = 'synchronize', number, changed } = pull;
      return startAll(pullRequestEvent(now, pull), `${String(number)}/merge`, (text) =>
        starts(text, { event: 'pull_request', branch, action, changed }),
      );
    },
    dispatch: async (workflow, inputs = {}) => {
      await declare();
      const id = await dispatched(github, workflow, { ref: (await place()).branch, inputs });
      const run = github.runs.find((each) => each.id === id);
      if (run === undefined) throw new Error(`The local GitHub has no run ${String(id)}.`);
      return endOf(parts, run);
    },
  };
}

type Run = LocalGithub['runs'][number];

/** @throws Error for what kept act from running */
async function endOf({ runs }: Performing, run: Run): Promise<EndedRun> {
  await run.ended;
  const ended = runs.findLast(({ id }) => id === run.id);
  if (ended !== undefined) return ended;
  if (run.error instanceof Error) throw run.error;
  throw new Error(`Run ${String(run.id)} ended before it began.`);
}

/** By the API, so it is refused in GitHub's words. @returns the id of the run. */
async function dispatched(github: LocalGithub, workflow: string, body: object): Promise<number> {
  const address = `${github.url}/repos/${github.name}/actions/workflows/${encodeURIComponent(workflow)}/dispatches`;
  const response = await fetch(address, {
    method: 'POST',
    headers: { authorization: `Bearer ${github.tokens.everything}`, 'x-github-api-version': '2026-03-10' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as { readonly workflow_run_id?: number; readonly message?: string };
  if (answer.workflow_run_id === undefined)
    throw new Error(`${workflow} was not started: ${answer.message ?? String(response.status)}.`);
  return answer.workflow_run_id;
}
