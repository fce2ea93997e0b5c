/** Our check over a folder of task definitions that others wrote: each refusal is theirs to mend, or a rule of ours to. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Failure } from '@slipway/action-kit/failures';
import { aligned } from '@slipway/repo-tools/tables';
import { check } from '@slipway/task-definition/checking/check';
import { problemOf } from '@slipway/task-definition/checking/words';
import type { TaskDefinitionDocument } from '@slipway/task-definition/document';
import { parseTemplate } from '@slipway/task-definition/reading/read';
import { renderDocument } from '@slipway/task-definition/render';

interface Judged {
  readonly file: string;
  readonly end: 'unchanged' | 'changed' | 'refused' | 'unreadable';
  /** Each with its rule. */
  readonly errors: readonly (readonly [rule: string, sentence: string])[];
}

export async function corpusFigures(folder: string): Promise<readonly string[]> {
  const files = (await readdir(folder)).sort();
  const judged = await Promise.all(
    files.map(async (file) => judge(file, await readFile(join(folder, file)))),
  );
  const counted = (end: Judged['end']): string => String(judged.filter((each) => each.end === end).length);
  const errors = judged.flatMap(({ file, errors: own }) =>
    own.map(([rule, sentence]) => ({ rule, file, sentence })),
  );
  const byRule = [...Map.groupBy(errors, ({ rule }) => rule)].sort(([, a], [, b]) => b.length - a.length);
  return [
    ...aligned([
      ['files', 'unchanged', 'changed', 'refused', 'unreadable'],
      [
        String(files.length),
        counted('unchanged'),
        counted('changed'),
        counted('refused'),
        counted('unreadable'),
      ],
    ]),
    ...byRule.flatMap(([rule, found]) => [
      '',
      `${rule}: ${String(found.length)}`,
      ...found.map(({ file, sentence }) => `  ${file}: ${sentence}`),
    ]),
  ];
}

async function judge(file: string, content: Uint8Array): Promise<Judged> {
  try {
    const template = await parseTemplate(content, file);
    const { document, source } = template;
    const errors = check(document)
      .filter(({ breaks }) => breaks !== 'nothing')
      .map((finding) => [finding.rule, problemOf(finding, document, source).sentence] as const);
    const rendered: unknown = JSON.parse(renderDocument(document as TaskDefinitionDocument));
    const kept = isDeepStrictEqual(rendered, document) ? 'unchanged' : 'changed';
    return { file, end: errors.length > 0 ? 'refused' : kept, errors };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { file, end: 'unreadable', errors: [['unreadable', error.why ?? error.message]] };
  }
}
