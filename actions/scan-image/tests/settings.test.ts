/** Where a setting comes from: an input that is set, else the policy file, else the default that action.yml tells. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readYaml } from '@slipway/documents/yaml';
import type { Pattern } from '../src/policy/patterns.ts';
import { settingsOf } from '../src/settings.ts';
import { given } from './world.ts';

const file = {
  kev: 'warn',
  newOnly: true,
  fixableOnly: true,
  timeout: 60_000,
  onTimedOut: 'warn',
  failOn: new Map([['low' as const, 1]]),
} as const;

test('an input wins over the policy file, key by key', () => {
  const settings = settingsOf(given({ kev: 'fail', 'new-only': 'false', 'fail-on': 'high: 2' }), file);
  expect(settings.policy).toMatchObject({ kev: 'fail', newOnly: false, fixableOnly: true });
  expect([...settings.policy.budgets]).toEqual([['high', 2]]);
  expect([settings.timeout, settings.policy.tolerances['timed-out']]).toEqual([60_000, 'warn']);
});

const described = (name: string): string => {
  const text = readFileSync(new URL('../action.yml', import.meta.url), 'utf8');
  const { inputs } = readYaml(text).value as unknown as {
    readonly inputs: Readonly<Record<string, { readonly description: string }>>;
  };
  return inputs[name]?.description ?? '';
};

test.each([
  ['fixable-only', 'false'],
  ['new-only', 'false'],
  ['baseline', 'none'],
  ['kev', 'off'],
  ['ignore-max-age', '90d'],
  ['timeout', '10m'],
  ['on-unscannable', 'fail'],
  ['on-timed-out', 'fail'],
  ['on-not-configured', 'fail'],
])('the default of %s is what its description says', (name, value) => {
  expect(described(name)).toContain(`\`${value}\` when it is set nowhere.`);
  expect(settingsOf(given())).toEqual(settingsOf(given({ [name]: value })));
});

test('the default of fail-on is what its description says', () => {
  expect(described('fail-on')).toContain('`critical:` 0 and `high:` 0 when it is set nowhere.');
  expect(settingsOf(given())).toEqual(settingsOf(given({ 'fail-on': 'critical: 0\nhigh: 0' })));
});

test('a slash in front belongs to no path, and to the name of a package', () => {
  const { policy } = settingsOf(given({ paths: '/app/*', packages: '/app/*' }));
  const fits = (list: readonly Pattern[]): boolean => list.every((each) => each.fits('app/package.json'));
  expect([fits(policy.paths), fits(policy.packages)]).toEqual([true, false]);
});
