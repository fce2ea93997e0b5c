/** What the pages of the actions say under "When it fails" is true to the failure tables of the gateways they use. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ecrFailures } from '../src/ecr-images.ts';
import { ecsFailures } from '../src/ecs-failures.ts';
import { generalCodes } from '../src/general-failures.ts';
import { taskDefinitionFailures } from '../src/task-definitions.ts';

const actions = join(import.meta.dirname, '../../../actions');

/** The codes in the first column of the table. */
function told(action: string): ReadonlySet<string> {
  const page = readFileSync(join(actions, action, 'README.md'), 'utf8').split('## When it fails')[1] ?? '';
  const firstColumns = [...page.matchAll(/^\|([^|]*)\|/gm)].map(([, column]) => column ?? '');
  return new Set(
    firstColumns.flatMap((column) => [...column.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code ?? '')),
  );
}

// An answer of the engine's own ways and not the end of a run: when a deployment can't be stopped, it is updated.
const neverAnEnd = new Set(['deployment-not-stoppable']);
// A build asks only for images that may be missing.
const forOthers = new Set(['image-not-found']);

describe.each([
  ['build-push-ecr', ecrFailures.filter(({ code }) => !forOthers.has(code))],
  ['scan-image', ecrFailures],
  ['render-task-def', [...ecrFailures, ...taskDefinitionFailures]],
  ['deploy-ecs-with-rollback', ecsFailures.filter(({ code }) => !neverAnEnd.has(code))],
])('the page of %s', (action, rows) => {
  test('tells every code that any AWS service may lead to', () => {
    expect(generalCodes.filter((code) => !told(action).has(code))).toEqual([]);
  });

  test('tells every code of its gateway', () => {
    expect(rows.filter(({ code }) => !told(action).has(code))).toEqual([]);
  });
});
