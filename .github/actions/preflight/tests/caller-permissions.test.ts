import { describe, expect, test } from '@jest/globals';
import { calledWorkflow, callerProblems } from '../src/calling/caller-permissions.ts';

const release = 'slipway-actions/slipway/.github/workflows/release.yml@v1';
const caller = (permissions: string, top = 'permissions: {}'): string =>
  `on: push\n${top}\njobs:\n  release:\n    ${permissions}\n    uses: ${release}\n`;
const said = (text: string): readonly string[] =>
  callerProblems(text).map(({ line, what, why, hint }) => `${String(line)}: ${what}: ${why}. ${hint}`);

const refusal = 'GitHub would refuse the whole run as a start-up failure, without a log';

describe('a job that calls a workflow of ours', () => {
  test.each([
    ['with all that it needs', caller('permissions: { contents: read, id-token: write }')],
    ['with more', caller('permissions: { contents: write, id-token: write, actions: read }')],
    ['with all there is', caller('permissions: write-all')],
    ['with what its workflow grants', caller('name: x', 'permissions: { contents: read, id-token: write }')],
  ])('%s may start', (_, text) => {
    expect(said(text)).toEqual([]);
  });

  test.each([
    [
      'without the token',
      caller('permissions: { contents: read }'),
      `4: The job \`release\` calls release.yml without \`id-token: write\`: ${refusal}. Add \`id-token: write\` to its \`permissions\`.`,
    ],
    [
      'with nothing, as its workflow grants nothing',
      caller('name: x'),
      `4: The job \`release\` calls release.yml without \`contents: read\` and \`id-token: write\`: ${refusal}. Write under the job: \`permissions: { contents: read, id-token: write }\`.`,
    ],
    [
      'with what GitHub gives where nothing is said',
      caller('name: x', 'name: y'),
      `4: The job \`release\` calls release.yml without \`id-token: write\`: ${refusal}. Write under the job: \`permissions: { contents: read, id-token: write }\`.`,
    ],
    [
      'with reading of all',
      caller('permissions: read-all'),
      `4: The job \`release\` calls release.yml without \`id-token: write\`: ${refusal}. Write under the job: \`permissions: { contents: read, id-token: write }\`.`,
    ],
    [
      'with less than its workflow grants',
      caller('permissions: { contents: read }', 'permissions: write-all'),
      `4: The job \`release\` calls release.yml without \`id-token: write\`: ${refusal}. Add \`id-token: write\` to its \`permissions\`.`,
    ],
  ])('%s would be refused', (_, text, sentence) => {
    expect(said(text)).toEqual([sentence]);
  });

  test('is looked at in every file, each job by itself', () => {
    const two = `${caller('permissions: {}')}  again:\n    permissions: { id-token: write }\n    uses: ${release}\n`;
    expect(callerProblems(two).map(({ line }) => line)).toEqual([4, 7]);
  });
});

test('what calls nothing of ours, or is no workflow, is left to GitHub', () => {
  const others = [
    './.github/workflows/release.yml',
    'octo/other/.github/workflows/release.yml@v1',
    7,
    undefined,
  ];
  expect(others.map(calledWorkflow)).toEqual([undefined, undefined, undefined, undefined]);
  expect(['jobs: [', 'jobs: 1', '- a', ''].flatMap(callerProblems)).toEqual([]);
});
