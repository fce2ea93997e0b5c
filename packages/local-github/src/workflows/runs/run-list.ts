/** Lists of runs: of the repository or of one workflow, filtered as GitHub does, newest first. */
import { pageOf, type ApiAnswer, type ApiRequest, type Route } from '../../answer.ts';
import { workflowOf } from '../catalog/catalog.ts';
import { momentsOf } from './created-filter.ts';
import type { Run } from './runs.ts';
import { shownRun } from './shown-run.ts';
import { isListed, type WorkflowWorld } from '../world.ts';

/** A list that is filtered has no more, however many there are. */
const mostFound = 1_000;

export function runListRoutes(world: WorkflowWorld): readonly Route[] {
  return [
    {
      method: 'GET',
      path: /^\/actions\/runs$/,
      needs: [{ actions: 'read' }],
      answer: (request) => list(world, request, world.runs),
    },
    {
      method: 'GET',
      path: /^\/actions\/workflows\/([^/]+)\/runs$/,
      needs: [{ actions: 'read' }],
      answer: (request, [named = '']) => {
        const { file } = workflowOf(world, named);
        return list(
          world,
          request,
          world.runs.filter(({ workflow }) => workflow === file),
        );
      },
    },
  ];
}

function list(world: WorkflowWorld, { query }: ApiRequest, runs: readonly Run[]): ApiAnswer {
  const asked = filters.filter(([name]) => query.get(name) !== null);
  const found = runs
    .filter((run) => isListed(world, run))
    .filter((run) => asked.every(([name, fits]) => fits(run, query.get(name) ?? '')))
    .sort((one, other) => other.createdAt - one.createdAt || other.id - one.id);
  const reachable = asked.length > 0 ? found.slice(0, mostFound) : found;
  const page = pageOf(reachable, query, { usual: 30, most: 100 });
  return {
    status: 200,
    body: { total_count: found.length, workflow_runs: page.map((run) => shownRun(world, run)) },
  };
}

const filters: readonly (readonly [string, (run: Run, value: string) => boolean])[] = [
  ['event', ({ event }, value) => event === value],
  ['branch', ({ ref }, value) => ref === value],
  ['actor', ({ actor }, value) => actor.toLowerCase() === value.toLowerCase()],
  ['head_sha', ({ sha }, value) => sha === value],
  // A conclusion is a status here, too.
  ['status', ({ status, conclusion }, value) => status === value || conclusion === value],
  ['created', ({ createdAt }, value) => momentsOf(value)(createdAt)],
  ['check_suite_id', ({ id }, value) => String(id) === value],
];
