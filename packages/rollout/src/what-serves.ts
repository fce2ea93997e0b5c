/**
 * What serves at an end: told in the headline, the summary and the timeline, each in its own words. What is healthy
 * serves; tasks that only run do not.
 */
import { counted, revisionName } from './names.ts';
import type { Crew } from './facts.ts';
import type { Ended } from './phases.ts';

export type Answer =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'one'; readonly taskDefinition: string }
  | { readonly kind: 'several'; readonly crews: readonly Crew[] };

export function whatServes({ serving, crews }: Pick<Ended, 'serving' | 'crews'>): Answer {
  if (serving !== undefined)
    return serving.tasks === 0
      ? { kind: 'nothing' }
      : { kind: 'one', taskDefinition: serving.taskDefinition };
  if (crews === undefined) return { kind: 'unknown' };
  const healthy = crews.filter((crew) => crew.healthy > 0);
  return healthy.length === 0 ? { kind: 'nothing' } : { kind: 'several', crews: healthy };
}

/** One sentence. */
export function servesNow(end: Ended): string {
  const answer = whatServes(end);
  switch (answer.kind) {
    case 'unknown':
      return 'What serves now could not be proven.';
    case 'nothing':
      return `Nothing serves now: ${nothingServes(end)}.`;
    case 'one':
      return `${revisionName(answer.taskDefinition)} serves now${withTasks(end)}${besides(end)}.`;
    case 'several':
      return `${answer.crews.map(healthyOf).join(' and ')} serve side by side.`;
  }
}

function nothingServes({ serving, crews = [] }: Ended): string {
  if (serving !== undefined) return `no task of ${revisionName(serving.taskDefinition)} runs`;
  return crews.length === 0 ? 'no task runs' : crews.map(unhealthy).join(', and ');
}

const withTasks = ({ serving }: Ended): string =>
  serving?.tasks === undefined ? '' : ` with ${counted(serving.tasks, 'task')}`;

/** What runs beside the only revision that serves. */
function besides({ serving, crews = [] }: Ended): string {
  const others = crews.filter(({ taskDefinition }) => taskDefinition !== serving?.taskDefinition);
  return others.map((crew) => `; ${unhealthy(crew)}`).join('');
}

function unhealthy({ taskDefinition, running }: Crew): string {
  const name = revisionName(taskDefinition);
  return running === 1
    ? `1 task of ${name} runs and is not healthy`
    : `${String(running)} tasks of ${name} run, none of them healthy`;
}

const healthyOf = ({ taskDefinition, healthy }: Crew): string =>
  `${counted(healthy, 'task')} of ${revisionName(taskDefinition)}`;
