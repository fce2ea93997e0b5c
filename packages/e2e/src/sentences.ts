/**
 * What a person reads of a run that was refused, compared with the whole of what is to be said: a part of it might stand in
 * another sentence as well. What is another in each run has its name between ‹›.
 */
import type { EndedRun } from '@slipway/local-workflows/local-repository';

const changing = { digest: 'sha256:[0-9a-f]{64}', number: '\\d+' } as const;
const named = (name: string): string | undefined =>
  Object.hasOwn(changing, name) ? changing[name as keyof typeof changing] : undefined;

/** @param sentence with ‹digest› and ‹number› for any. @throws Error for another name between ‹› */
export function isSaid(text: string, sentence: string): boolean {
  const parts = sentence.split(/‹(\w+)›/).map((part, at) => {
    if (at % 2 === 0) return part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    const pattern = named(part);
    if (pattern === undefined) throw new Error(`Nothing is known of ‹${part}›.`);
    return pattern;
  });
  return new RegExp(`^${parts.join('')}$`).test(text);
}

type Level = EndedRun['annotations'][number]['level'];

/** What a person reads first of a run: its errors, where it is red. */
export const sentencesOf = (
  { annotations }: Pick<EndedRun, 'annotations'>,
  level: Level = 'error',
): readonly string[] =>
  annotations.filter((each) => each.level === level).map(({ message }) => decoded(message));

/** As GitHub shows the data of a command. */
const decoded = (text: string): string =>
  text.replaceAll('%0A', '\n').replaceAll('%0D', '').replaceAll('%25', '%');

/** @returns a sentence unless the errors of the run are exactly these. */
export function unexpectedSentences(
  run: Pick<EndedRun, 'annotations' | 'workflow'>,
  ...expected: readonly string[]
): readonly string[] {
  const told = sentencesOf(run);
  const isAsTold =
    told.length === expected.length && told.every((each, at) => isSaid(each, expected[at] ?? ''));
  if (isAsTold) return [];
  return [`${run.workflow} was to say:\n${expected.join('\n')}\nand said:\n${told.join('\n') || 'nothing'}`];
}
