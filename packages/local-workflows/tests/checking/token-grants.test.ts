/** Who gives a called workflow the right to a token: those who call it in this run, through all steps. */
import { expect, test } from '@jest/globals';
import { tokenGrants } from '../../src/checking/token-grants.ts';
import type { WorkflowFile } from '../../src/checking/workflow-files.ts';

const file = (name: string, text: string): WorkflowFile => ({
  repository: 'team/web',
  path: `.github/workflows/${name}.yml`,
  text,
});
const calling = (name: string, permissions: string): string =>
  `  ${name}-${String(permissions.length)}: { ${permissions}uses: ./.github/workflows/${name}.yml }\n`;
const write = 'permissions: { id-token: write }, ';
const none = 'permissions: {}, ';

test.each([
  ['by the job', `jobs:\n${calling('called', write)}`, true],
  ['by nobody', `jobs:\n${calling('called', '')}`, false],
  ['by the workflow', `permissions: write-all\njobs:\n${calling('called', '')}`, true],
  ['not by the job', `permissions: write-all\njobs:\n${calling('called', none)}`, false],
  ['by one of two', `jobs:\n${calling('called', none)}${calling('called', write)}`, false],
  ['by one between', `jobs:\n${calling('between', write)}`, true],
])('%s', (_, text, expected) => {
  const first = file('first', text);
  const called = file('called', 'on: [push, workflow_call]\njobs:\n  a: {}\n');
  const between = file('between', `on: workflow_call\njobs:\n${calling('called', '')}`);
  expect(tokenGrants(first, [first, between, called])(called)).toBe(expected);
});

test('the first has what a repository gives', () => {
  const first = file('first', 'on: [push, workflow_call]\njobs: {}\n');
  expect(tokenGrants(first, [first])(first)).toBe(false);
});
