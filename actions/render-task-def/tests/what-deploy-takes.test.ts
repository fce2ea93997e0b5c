/** What this action renders is what deploy-ecs-with-rollback takes, over the same files: strict or not. */
import { describe, expect, test } from '@jest/globals';
import { memoryFiles } from '@slipway/test-kit/memory-files';
import { readUsable, type Usable } from '@slipway/task-definition/usable';
import {
  mistakenDocuments,
  unwiseDocuments,
  validDocuments,
  type DocumentFile,
} from '../../../packages/task-definition/tests/documents/documents.ts';
import { renderTaskDefinition } from '../src/render-task-definition.ts';
import { requestOf } from '../src/request.ts';
import { given, world } from './world.ts';

/** As the one action writes it and the other reads it. */
async function handedOn({ name, content }: DocumentFile, strict: boolean): Promise<Usable> {
  const files = memoryFiles({ [name]: content });
  const values = { 'task-definition': name, 'output-file': 'rendered.json', strict: String(strict) };
  await renderTaskDefinition(requestOf(given(values)), { ...world(), files });
  return readUsable('rendered.json', files);
}

test.each([...validDocuments(), ...unwiseDocuments()])('$name is taken without a doubt', async (file) => {
  const { doubts } = await handedOn(file, true);
  expect(doubts).toEqual([]);
});

describe('with `strict: false` everything is taken but what can not be sent', () => {
  test.each(mistakenDocuments())('$name', async (file) => {
    const rendered = handedOn(file, false);
    if (/^(?:wrong-type|nothing-to-run)\b/.test(file.name))
      await expect(rendered).rejects.toMatchObject({ code: 'task-definition-invalid' });
    else expect((await rendered).document.containerDefinitions.length).toBeGreaterThan(0);
  });
});
