/**
 * What a step has to say of a workflow that was started before, for the story to be true: that it starts nothing, and
 * which run the first one was and how that ended.
 */
import type { SeenRun } from './github-questions.ts';

export interface SaidAgain {
  readonly exitCode: number | null;
  readonly outputs: Readonly<Record<string, string>>;
}

/**
 * @param before the runs until then, newest first, as GitHub has them; the oldest is the one that was started.
 * @param after those after the step. @returns all that did not come out as told; empty when all did
 */
export function wrongAgain(
  { exitCode, outputs }: SaidAgain,
  before: readonly SeenRun[],
  after: readonly SeenRun[],
): readonly string[] {
  const first = before.at(-1);
  const said = (name: string, wanted: string): readonly string[] => {
    const told = outputs[name] ?? '';
    return told === wanted ? [] : [`${name} is "${told}" and not "${wanted}"`];
  };
  const started = after.length - before.length;
  return [
    ...(exitCode === 0 ? [] : ['the step is red']),
    ...(started === 0 ? [] : [`${String(started)} runs were started`]),
    ...(first === undefined ? ['there was no first run'] : said('run-id', String(first.id))),
    ...said('dispatched', 'false'),
    ...said('conclusion', first?.conclusion ?? 'success'),
  ];
}
