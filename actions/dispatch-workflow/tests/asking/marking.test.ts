import { expect, test } from '@jest/globals';
import { declaredIn } from '../../src/asking/declared.ts';
import { marked, markingOf } from '../../src/asking/marking.ts';
import type { EventTarget, WorkflowTarget } from '../../src/asking/target.ts';

const target: WorkflowTarget = {
  kind: 'workflow',
  repository: 'team/web',
  workflow: 'release.yml',
  ref: 'main',
  inputs: {},
};
const event: EventTarget = { kind: 'event', repository: 'team/web', eventType: 'ship', clientPayload: {} };
const name = 'correlation-id';
const file = (runName: string, type = 'string'): string =>
  `run-name: '${runName}'\non: { workflow_dispatch: { inputs: { correlation-id: { type: ${type} } } } }`;

test.each([
  ['Release ${{ inputs.correlation-id }}', 'shown'],
  ['${{github.event.inputs.correlation-id}}', 'shown'],
  ['Release', 'sent'],
  ['${{ inputs.correlation-id-2 }}', 'sent'],
  ["${{ inputs.dry && inputs.correlation-id || '' }}", 'sent'],
])('a workflow whose runs are named %s has the marker %s', (runName, marking) => {
  expect(markingOf(target, declaredIn(file(runName.replaceAll("'", "''"))), name)).toBe(marking);
});

test.each([
  ['a workflow that does not declare it', target, 'on: workflow_dispatch'],
  ['one that takes a choice there', target, file('', 'choice')],
  ["the user's own value", { ...target, inputs: { 'correlation-id': 'mine' } }, file('')],
  ['no room', { ...target, inputs: { a: 'x'.repeat(65_500) } }, file('')],
])('%s gets none', (_, asked, text) => {
  expect(markingOf(asked, declaredIn(text), name)).toBe('none');
});

test('a file that can not be read gets none: GitHub refuses inputs that are not declared', () => {
  expect(markingOf(target, undefined, name)).toBe('none');
});

test.each([
  [{}, 'sent'],
  [{ 'correlation-id': 'mine' }, 'none'],
  [Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`k${String(index)}`, 1])), 'none'],
  [{ a: 'x'.repeat(65_450) }, 'none'],
])('an event with %.30j has the marker %s', (clientPayload, marking) => {
  expect(markingOf({ ...event, clientPayload }, undefined, name)).toBe(marking);
});

test('the marker goes beside what is given', () => {
  expect(marked({ ...target, inputs: { a: '1' } }, 'sent', name, 'slipway-1')).toMatchObject({
    inputs: { a: '1', 'correlation-id': 'slipway-1' },
  });
  expect(marked(event, 'sent', name, 'slipway-1')).toMatchObject({
    clientPayload: { 'correlation-id': 'slipway-1' },
  });
  expect(marked(target, 'none', name, 'slipway-1')).toBe(target);
});
