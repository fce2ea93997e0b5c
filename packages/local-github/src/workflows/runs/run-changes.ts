/** What somebody may do to a run: cancel it, run it again, delete it. */
import type { ApiAnswer, Route } from '../../answer.ts';
import { Refusal } from '../../refusal.ts';
import { userOf, type Caller } from '../../tokens.ts';
import { jobOf, runOf } from './run-routes.ts';
import type { Run } from './runs.ts';
import { startAgain } from '../performing/starting.ts';
import type { WorkflowSite } from '../world.ts';

/** Milliseconds until a run has ended that was asked to, where its handler says nothing. */
const cancelTakes = 2_000;
const forceTakes = 1_000;

export function runChangeRoutes(site: WorkflowSite): readonly Route[] {
  const change = (
    path: RegExp,
    status: number,
    act: (run: Run, caller: Caller) => void,
    find: (site: WorkflowSite, id: string) => Run = runOf,
  ): Route => ({
    method: 'POST',
    path,
    needs: [{ actions: 'write' }],
    answer: ({ caller }, [id = '']): ApiAnswer => {
      act(find(site, id), caller);
      return { status, body: {} };
    },
  });
  const again = (failedOnly: boolean) => (run: Run, caller: Caller) => {
    rerun(site, run, caller, failedOnly);
  };
  return [
    change(/^\/actions\/runs\/(\d+)\/cancel$/, 202, (run) => cancel(site, run)),
    change(/^\/actions\/runs\/(\d+)\/force-cancel$/, 202, (run) => endIn(site, unfinished(run), forceTakes)),
    change(/^\/actions\/runs\/(\d+)\/rerun$/, 201, again(false)),
    change(/^\/actions\/runs\/(\d+)\/rerun-failed-jobs$/, 201, again(true)),
    change(/^\/actions\/jobs\/(\d+)\/rerun$/, 201, again(true), (_, id) => jobOf(site, id).run),
    {
      method: 'DELETE',
      path: /^\/actions\/runs\/(\d+)$/,
      needs: [{ actions: 'write' }],
      answer: (_, [id = '']) => {
        remove(site, runOf(site, id));
        return { status: 204 };
      },
    },
  ];
}

function cancel(site: WorkflowSite, run: Run): void {
  unfinished(run).control?.cancel();
  const takes = site.handlers[run.workflow]?.cancelTakes ?? cancelTakes;
  if (takes !== false) endIn(site, run, takes);
}

function unfinished(run: Run): Run {
  if (run.status === 'completed') throw new Refusal(409, 'Cannot cancel a workflow run that is completed.');
  return run;
}

/** A later attempt is not meant. */
function endIn({ clock }: WorkflowSite, { control }: Run, milliseconds: number): void {
  clock.after(milliseconds, () => control?.end('cancelled'));
}

function rerun(site: WorkflowSite, run: Run, caller: Caller, failedOnly: boolean): void {
  const handler = site.handlers[run.workflow];
  if (run.status !== 'completed') throw new Refusal(403, 'This workflow is already running');
  if (handler === undefined || (failedOnly && run.conclusion === 'success'))
    throw new Refusal(403, 'This workflow run cannot be retried');
  startAgain(site, run, handler, { triggeredBy: userOf(caller).login, failedOnly });
}

function remove({ runs }: WorkflowSite, run: Run): void {
  if (run.status !== 'completed') throw new Refusal(403, 'Could not delete the workflow run');
  runs.splice(runs.indexOf(run), 1);
}
