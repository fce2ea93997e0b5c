/** What makes two plans the same. */
import { expect, test } from '@jest/globals';
import { planOf, type PlanFacts } from '../src/plan-label.ts';

const facts: PlanFacts = {
  target: 'web',
  platforms: ['linux/amd64', 'linux/arm64'],
  buildArgs: [
    { name: 'A', value: '1' },
    { name: 'B', value: undefined },
  ],
};
const variable = (name: string): string | undefined => (name === 'B' ? 'two' : undefined);
const plan = planOf(facts, variable);

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
])('%s are the same plan', (_, change) => {
  expect(planOf({ ...facts, ...change }, variable)).toBe(plan);
});

test.each<[string, Partial<PlanFacts>]>([
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
  expect(planOf({ ...facts, ...change }, variable)).not.toBe(plan);
});

test('a plan is a digest, which shows no value', () => {
  expect(plan).toMatch(/^sha256:[0-9a-f]{64}$/);
});
