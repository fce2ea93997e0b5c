import { describe, expect, test } from '@jest/globals';
import { compare, type PartFindings } from '../src/comparing/compare.ts';
import type { Finding } from '../src/findings/finding.ts';
import { finding } from './findings.ts';

const on = (platform: string, ...findings: readonly Partial<Finding>[]): PartFindings => ({
  platform,
  findings: findings.map((each) => finding({ ...each, platform })),
});

/** The standing of each finding of the image, in their order. */
function standings(image: readonly PartFindings[], baseline: readonly PartFindings[]): readonly unknown[] {
  const { of } = compare(image, baseline);
  return image.flatMap((part) => ('findings' in part ? part.findings.map((each) => of(each)) : []));
}

describe('a finding', () => {
  test('that the baseline has is unchanged, and any other is introduced', () => {
    expect(standings([on('', { id: 'CVE-1' }, { id: 'CVE-2' })], [on('', { id: 'CVE-1' })])).toEqual([
      'unchanged',
      'introduced',
    ]);
  });

  test.each<[string, Partial<Finding>, string]>([
    ['another version', { version: '3.6' }, 'unchanged'],
    ['another path', { path: 'opt/lib' }, 'unchanged'],
    ['another severity', { severity: 'low' }, 'unchanged'],
    ['another package', { package: 'libssl3' }, 'introduced'],
    ['another package manager', { packageManager: 'NPM' }, 'introduced'],
    ['an id that begins with it', { id: 'CVE-2026-00012' }, 'introduced'],
  ])('with %s than in the baseline', (_, more, standing) => {
    expect(standings([on('', more)], [on('', {})])).toEqual([standing]);
  });
});

describe('platforms', () => {
  const [amd64, arm64] = ['linux/amd64', 'linux/arm64'];

  test('are compared with their own', () => {
    const image = [on(amd64, {}), on(arm64, {})];
    expect(standings(image, [on(amd64, {}), on(arm64)])).toEqual(['unchanged', 'introduced']);
  });

  test('of one image each are compared whatever they are called, because an attestation makes an index of one', () => {
    expect(standings([on(amd64, {})], [on('', {})])).toEqual(['unchanged']);
    expect(standings([on('', {})], [on(amd64, {})])).toEqual(['unchanged']);
  });

  test('are all compared with a baseline that names none', () => {
    expect(standings([on(amd64, {}), on(arm64, {})], [on('', {})])).toEqual(['unchanged', 'unchanged']);
  });

  test('that the image does not name are compared with all of the baseline', () => {
    expect(standings([on('', {})], [on(amd64, {}), on(arm64, {})])).toEqual(['unchanged']);
    expect(standings([on('', {})], [on(amd64, {}), on(arm64)])).toEqual(['introduced']);
  });

  test('that the baseline lacks have no standing, and that is said', () => {
    const image = [on(amd64, {}), on(arm64, {})];
    const baseline = [on(amd64, {}), on('linux/s390x', {})];
    expect(standings(image, baseline)).toEqual(['unchanged', undefined]);
    expect(compare(image, baseline).uncompared).toEqual([
      { platform: arm64, reason: 'the baseline has no image for linux/arm64' },
    ]);
  });

  test('that have no findings in the baseline have no standing, for the reason that it gives', () => {
    const baseline = [on(amd64, {}), { platform: arm64, reason: 'its scan failed' }];
    expect(standings([on(amd64, {}), on(arm64, {})], baseline)).toEqual(['unchanged', undefined]);
    expect(compare([on(arm64, {})], baseline).uncompared).toEqual([
      { platform: arm64, reason: 'its scan failed' },
    ]);
  });
});

describe('what is fixed', () => {
  const fixed = (image: readonly PartFindings[], baseline: readonly PartFindings[]): readonly string[] =>
    compare(image, baseline).fixed.map(({ id }) => id);

  test('is what the baseline has and the image has no longer, once', () => {
    const baseline = ['a', 'b'].map((platform) => on(platform, { id: 'CVE-1' }, { id: 'CVE-2' }));
    expect(fixed([on('a', { id: 'CVE-2' }), on('b')], baseline)).toEqual(['CVE-1']);
  });

  test('is not told of a platform that the image has not', () => {
    expect(fixed([on('a'), on('b')], [on('a'), on('b'), on('c', {})])).toEqual([]);
  });

  test('is not known while a platform of the image has no findings', () => {
    expect(fixed([on('a'), { platform: 'b', reason: 'its scan failed' }], [on('a', {}), on('b')])).toEqual(
      [],
    );
  });
});
