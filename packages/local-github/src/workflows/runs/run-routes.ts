/** Looks at one run: itself, its attempts and its jobs. */
import { pageOf, type ApiRequest, type Route } from '../../answer.ts';
import { Refusal } from '../../refusal.ts';
import { latestJobs, type Attempt, type Job, type Run } from './runs.ts';
import { shownJob } from './shown-job.ts';
import { shownRun } from './shown-run.ts';
import { isFound, type WorkflowWorld } from '../world.ts';

export function runRoutes(world: WorkflowWorld): readonly Route[] {
  const look = (path: RegExp, shown: (run: Run, request: ApiRequest, part: string) => object): Route => ({
    method: 'GET',
    path,
    needs: [{ actions: 'read' }],
    answer: (request, [id = '', part = '']) => ({
      status: 200,
      body: shown(runOf(world, id), request, part),
    }),
  });
  return [
    look(/^\/actions\/runs\/(\d+)$/, (run) => shownRun(world, run)),
    look(/^\/actions\/runs\/(\d+)\/attempts\/(\d+)$/, (run, _, attempt) =>
      shownRun(world, run, attemptOf(run, attempt)),
    ),
    {
      method: 'GET',
      path: /^\/actions\/jobs\/(\d+)$/,
      needs: [{ actions: 'read' }],
      answer: (_, [id = '']) => {
        const { run, job } = jobOf(world, id);
        return { status: 200, body: shownJob(world, run, job) };
      },
    },
    look(/^\/actions\/runs\/(\d+)\/jobs$/, (run, { query }) =>
      jobPage(world, run, query.get('filter') === 'all' ? run.jobs : latestJobs(run), query),
    ),
    look(/^\/actions\/runs\/(\d+)\/attempts\/(\d+)\/jobs$/, (run, { query }, part) => {
      const { attempt } = attemptOf(run, part);
      return jobPage(
        world,
        run,
        run.jobs.filter((job) => job.attempt === attempt),
        query,
      );
    }),
  ];
}

/** @throws Refusal 404 for a run that is not there, or not to be seen yet. */
export function runOf(world: WorkflowWorld, id: string): Run {
  const run = world.runs.find((each) => each.id === Number(id));
  if (run === undefined || !isFound(world, run)) throw new Refusal(404, 'Not Found');
  return run;
}

/** @throws Refusal 404 */
export function jobOf(world: WorkflowWorld, id: string): { readonly run: Run; readonly job: Job } {
  for (const run of world.runs) {
    const job = run.jobs.find((each) => each.id === Number(id));
    if (job !== undefined) return { run: runOf(world, String(run.id)), job };
  }
  throw new Refusal(404, 'Not Found');
}

function attemptOf(run: Run, attempt: string): Attempt {
  const found = [...run.past, run].find((each) => each.attempt === Number(attempt));
  if (found === undefined) throw new Refusal(404, 'Not Found');
  return found;
}

function jobPage(world: WorkflowWorld, run: Run, jobs: readonly Job[], query: URLSearchParams): object {
  const page = pageOf(jobs, query, { usual: 30, most: 100 });
  return { total_count: jobs.length, jobs: page.map((job) => shownJob(world, run, job)) };
}
