/** What a policy file sets, and what an input overrules; and the sentence about it. */
import { expect, test } from '@jest/globals';
import type { PolicyFile } from '../../src/policy/policy-file.ts';
import { policySourceOf } from '../../src/policy/policy-source.ts';
import { policySourceInWords } from '../../src/reporting/policy-words.ts';
import { given } from '../world.ts';

const file: PolicyFile = { kev: 'fail', newOnly: true, timeout: 60_000 };

const words = (from: PolicyFile, inputs: Readonly<Record<string, string>> = {}): string | undefined =>
  policySourceInWords(policySourceOf('.slipway/policy.yml', from, given(inputs)));

test.each<readonly [string, string | undefined, string]>([
  ['a file alone', words(file), 'sets new-only, kev, timeout.'],
  [
    'an input beside it, even one that says the same',
    words(file, { kev: 'fail' }),
    'sets new-only, timeout; the inputs of the step win over its kev.',
  ],
  [
    'inputs for all that it says',
    words({ kev: 'fail' }, { kev: 'off' }),
    'sets nothing that holds; the inputs of the step win over its kev.',
  ],
  ['inputs for what it does not say', words({ kev: 'fail' }, { timeout: '5m' }), 'sets kev.'],
  ['an empty file', words({}), 'sets nothing that holds.'],
])('%s', (_, told, expected) => {
  expect(told).toBe(`The policy file .slipway/policy.yml ${expected}`);
});

test('without a file nothing is said', () => {
  expect(policySourceInWords(undefined)).toBeUndefined();
});
