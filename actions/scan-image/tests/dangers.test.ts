import { describe, expect, test } from '@jest/globals';
import { inputFailure, setupFailure } from '@slipway/action-kit/failures';
import type { JudgedImage } from '../src/judged-image.ts';
import { scanImage } from '../src/scan-image.ts';
import { digest, given, scanned, vulnerability, world, type MemoryWorld, type Script } from './world.ts';

const low = (id: string, more = {}) => vulnerability(id, 'LOW', { arn: `arn:${id}`, fix: 'yes', ...more });
const looks = [scanned('ACTIVE', [low('CVE-1'), low('CVE-2')], { shape: 'enhanced' })];
const enhanced = { kind: 'enhanced', scans: 'continuously' } as const;
const harmless = { knownExploited: false, epss: 0.01 };
const known = { 'arn:CVE-1': harmless, 'arn:CVE-2': harmless };

async function judged(
  script: Script,
  values: Readonly<Record<string, string>>,
): Promise<readonly [JudgedImage, MemoryWorld]> {
  const ports = world({ looks, scanning: enhanced, threats: known, ...script });
  return [await scanImage(given(values), 'eu-west-1', ports), ports];
}

async function verdictOf(
  script: Script,
  values: Readonly<Record<string, string>>,
): Promise<readonly unknown[]> {
  const [{ judgement, warnings }] = await judged(script, values);
  return [judgement.verdict, judgement.allowed, judgement.reason, warnings];
}

const passed = ['passed', true, 'every severity is within its budget'] as const;

describe('with Inspector', () => {
  test('what CISA lists fails, warns, or is not asked for', async () => {
    const threats = { ...known, 'arn:CVE-2': { knownExploited: true, epss: 0 } };
    expect(await verdictOf({ threats }, { kev: 'fail' })).toEqual([
      'failed',
      false,
      '1 known to be exploited',
      [],
    ]);
    expect(await verdictOf({ threats }, { kev: 'warn' })).toEqual([...passed, []]);
    const [, ports] = await judged({ threats }, {});
    expect(ports.journal).toEqual(['0 s: look']);
  });

  test('an EPSS above the limit fails', async () => {
    const threats = { ...known, 'arn:CVE-1': { knownExploited: false, epss: 0.6 } };
    expect((await verdictOf({ threats }, { 'epss-above': '0.5' })).slice(0, 3)).toEqual([
      'failed',
      false,
      '1 with an EPSS above 0.5',
    ]);
  });

  test('one finding of each vulnerability is asked, and none that does not count', async () => {
    const found = [
      low('CVE-1', { path: 'b' }),
      low('CVE-1', { path: 'a', arn: 'arn:0' }),
      low('CVE-2', { fix: 'no' }),
    ];
    const script = {
      looks: [scanned('ACTIVE', found, { shape: 'enhanced' })],
      threats: { 'arn:0': harmless },
    };
    const [, ports] = await judged(script, { kev: 'fail', 'fixable-only': 'true' });
    expect(ports.journal).toEqual(['0 s: look', '0 s: threats of arn:0']);
  });

  test('what it does not know yet is asked again, and then fails', async () => {
    const threats = { 'arn:CVE-1': harmless };
    const policies: readonly Readonly<Record<string, string>>[] = [{ kev: 'fail' }, { 'epss-above': '0.5' }];
    for (const values of policies) {
      const [{ judgement }, ports] = await judged({ threats }, values);
      expect([judgement.verdict, judgement.reason]).toEqual([
        'failed',
        '1 of which Inspector does not tell how dangerous they are',
      ]);
      expect(ports.journal.slice(1)).toEqual([
        '0 s: threats of arn:CVE-1, arn:CVE-2',
        '5 s: threats of arn:CVE-2',
        '10 s: threats of arn:CVE-2',
      ]);
    }
  });

  test('a finding without a name in Inspector is as unknown', async () => {
    const script = { looks: [scanned('ACTIVE', [low('CVE-1', { arn: undefined })], { shape: 'enhanced' })] };
    expect((await verdictOf(script, { kev: 'fail' }))[0]).toBe('failed');
  });

  test('what it does not know is said where nothing fails for it', async () => {
    expect(await verdictOf({ threats: { 'arn:CVE-1': harmless } }, { kev: 'warn' })).toEqual([
      ...passed,
      ['Inspector has no details of 1 of the findings that count: they may be exploited all the same.'],
    ]);
  });

  test('a score that FIRST does not give is none', async () => {
    const threats = { ...known, 'arn:CVE-1': { knownExploited: false, epss: undefined } };
    expect((await verdictOf({ threats }, { 'epss-above': '0.5' }))[0]).toBe('passed');
  });
});

describe('when Inspector refuses', () => {
  const threatsFail = setupFailure({ code: 'access-denied', what: 'AWS denied it', hint: 'Allow it.' });

  test('the gate throws at once', async () => {
    await expect(judged({ threatsFail }, { kev: 'fail' })).rejects.toBe(threatsFail);
  });

  test('a warning can do without it', async () => {
    expect(await verdictOf({ threatsFail }, { kev: 'warn' })).toEqual([
      ...passed,
      ['How dangerous the findings are is not known: AWS denied it. Allow it.'],
    ]);
  });

  test('whatever word it has for it, neither warning nor report fail', async () => {
    const refused = inputFailure({ code: 'refused-by-aws', what: 'AWS refused it', hint: 'Correct it.' });
    expect((await verdictOf({ threatsFail: refused }, { kev: 'warn' }))[0]).toBe('passed');
    const inReport = await verdictOf({ threatsFail: refused }, { kev: 'fail', mode: 'report' });
    expect(inReport.slice(0, 2)).toEqual(['unscannable', true]);
    await expect(judged({ threatsFail: refused }, { kev: 'fail' })).rejects.toBe(refused);
  });

  test('a defect of ours is no answer of Inspector', async () => {
    const threatsFail = new TypeError('x is not a function');
    await expect(judged({ threatsFail }, { kev: 'warn' })).rejects.toBe(threatsFail);
  });

  test('the report says that it can not tell, and allows it', async () => {
    expect((await verdictOf({ threatsFail }, { kev: 'fail', mode: 'report' })).slice(0, 3)).toEqual([
      'unscannable',
      true,
      'how dangerous the findings are is not known: AWS denied it',
    ]);
  });
});

describe('with files', () => {
  const kev = JSON.stringify({
    title: 'CISA Catalog of Known Exploited Vulnerabilities',
    catalogVersion: '1970.01.01',
    dateReleased: '1970-01-01T00:00:00.000Z',
    count: 1,
    vulnerabilities: [{ cveID: 'CVE-2026-1111', dateAdded: '1969-12-01' }],
  });
  const epss =
    '#model_version:v1,score_date:1970-01-01T00:00:00Z\ncve,epss,percentile\nCVE-2026-1111,0.9,0.99\n';
  const files = { 'kev.json': kev, 'epss.csv': epss };
  const asked = { kev: 'fail', 'kev-file': 'kev.json', 'epss-above': '0.5', 'epss-file': 'epss.csv' };

  test('nobody is asked, on basic scanning neither, and an advisory is looked up by its CVE', async () => {
    const advisory = low('GHSA-1', { related: ['CVE-2026-1111'] });
    const script = {
      files,
      looks: [scanned('COMPLETE', [advisory])],
      scanning: { kind: 'basic', onPush: true } as const,
    };
    const [{ judgement }, ports] = await judged(script, asked);
    expect(judgement.reason).toBe('1 known to be exploited, 1 with an EPSS above 0.5');
    expect(ports.journal).toEqual(['0 s: look']);
  });

  test('of an advisory about several vulnerabilities tell the worst', async () => {
    const several = low('GHSA-1', { related: ['CVE-2026-2222', 'CVE-2026-1111'] });
    const scores = `${epss}CVE-2026-2222,0.1,0.2\n`;
    const script = { files: { 'epss.csv': scores }, looks: [scanned('COMPLETE', [several])] };
    const values = { 'epss-above': '0.5', 'epss-file': 'epss.csv' };
    expect((await verdictOf(script, values))[0]).toBe('failed');
  });

  test('that score few of the findings are told of', async () => {
    expect((await verdictOf({ files }, asked))[3]).toContainEqual(
      '2 of 2 findings that count have no score in the EPSS file.',
    );
  });
});

test('the digest that is judged is that of the image', async () => {
  const [{ digest: judgedDigest }] = await judged({}, {});
  expect(judgedDigest).toBe(digest);
});
