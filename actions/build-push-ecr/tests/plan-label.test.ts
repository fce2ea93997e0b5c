/** What makes two plans the same. */
import { expect, test } from '@jest/globals';
import { planOf, type PlanFacts, type PlanPlace } from '../src/plan-label.ts';

const facts: PlanFacts = {
  context: 'app',
  file: undefined,
  buildContexts: [],
  provenance: 'auto',
  sbom: 'false',
  target: 'web',
  platforms: ['linux/amd64', 'linux/arm64'],
  buildArgs: [
    { name: 'A', value: '1' },
    { name: 'B', value: undefined },
  ],
};
const variable = (name: string): string | undefined => (name === 'B' ? 'two' : undefined);
const place: PlanPlace = { job: { workspace: '/runner/work/app', temporary: '/runner/temp' }, variable };
const plan = planOf(facts, place);

test.each<[string, Partial<PlanFacts>]>([
  ['platforms in another order', { platforms: ['linux/arm64', 'linux/amd64'] }],
  [
    'arguments in another order',
    {
      buildArgs: [
        { name: 'B', value: undefined },
        { name: 'A', value: '1' },
      ],
    },
  ],
  [
    'a value that is written down instead of taken from the environment',
    {
      buildArgs: [
        { name: 'A', value: '1' },
        { name: 'B', value: 'two' },
      ],
    },
  ],
  ['a context that is written as a whole path', { context: '/runner/work/app/app/' }],
  ['a context that is written with a dot', { context: './app' }],
])('%s are the same plan', (_, change) => {
  expect(planOf({ ...facts, ...change }, place)).toBe(plan);
});

test.each<[string, Partial<PlanFacts>]>([
  ['another context', { context: 'worker' }],
  ['another Dockerfile', { file: 'app/worker.Dockerfile' }],
  ['a context in the temporary folder', { context: '/runner/temp/app' }],
  ['another build context', { buildContexts: [{ name: 'protocol', location: '../protocol' }] }],
  ['an SBOM beside it', { sbom: 'true' }],
  ['another provenance', { provenance: 'false' }],
  ['another target', { target: 'api' }],
  ['no target', { target: undefined }],
  ['one platform less', { platforms: ['linux/amd64'] }],
  ['another value', { buildArgs: [{ name: 'A', value: '2' }] }],
  ['one argument less', { buildArgs: [{ name: 'A', value: '1' }] }],
  [
    'an argument that the environment does not have',
    {
      buildArgs: [
        { name: 'A', value: '1' },
        { name: 'C', value: undefined },
      ],
    },
  ],
])('%s is another plan', (_, change) => {
  expect(planOf({ ...facts, ...change }, place)).not.toBe(plan);
});

test('a plan is a digest, which shows no value', () => {
  expect(plan).toMatch(/^sha256:[0-9a-f]{64}$/);
});

test('without platforms it is the runner that tells two plans apart', () => {
  const on = (arch: string): string =>
    planOf(
      { ...facts, platforms: [] },
      { ...place, variable: (name) => (name === 'RUNNER_ARCH' ? arch : undefined) },
    );
  expect(on('X64')).toBe(on('X64'));
  expect(on('X64')).not.toBe(on('ARM64'));
});
