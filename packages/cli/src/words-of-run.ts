/** What a person typed for act, as it is meant for one workflow of several. Pure. */
import { documentOf, jobsIn, type WorkflowFile } from '@slipway/local-workflows/checking/workflow-files';
import { declarationsOf } from '@slipway/local-workflows/events/triggers';
import { valuesOf, type ActWords } from './act/words.ts';

/** By flags; files of inputs are act's own. */
export const inputsFor = (words: ActWords, file: WorkflowFile): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(
    Object.entries(declarationsOf(file.text).inputs ?? {}).map(([name, { default: usual = '' }]) => [
      name,
      usual,
    ]),
  ),
  ...Object.fromEntries(
    valuesOf(words, 'input').map((input) => [
      input.split('=', 1)[0] ?? '',
      input.slice(input.indexOf('=') + 1),
    ]),
  ),
});

/** What the person typed, of this one file. */
export function wordsFor(words: ActWords, event: string, file: WorkflowFile): ActWords {
  const others = [event, ...words.others.slice(1)];
  const flags = words.flags.filter(({ name }) => name !== 'workflows' && name !== 'detect-event');
  return { flags: [...flags, { name: 'workflows', value: file.path }], others };
}

/** With `--job` act runs that one and what it needs. */
export function isAskedFor(file: WorkflowFile, job: string | undefined): (path: string) => boolean {
  if (job === undefined) return () => true;
  const all = documentOf(file).jobs ?? {};
  const asked = new Set([job]);
  for (const name of asked) for (const each of [all[name]?.needs ?? []].flat()) asked.add(each);
  const names = jobsIn(file).map(([name]) => name);
  return (path) => names.some((name) => asked.has(name) && (path === name || path.startsWith(`${name}/`)));
}
