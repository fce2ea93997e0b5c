import { describe, expect, test } from '@jest/globals';
import { areAttached } from '../src/looking/findings-attached.ts';
import type { ScanFindings, ScanLook } from '../src/ports.ts';
import { scanImage } from '../src/scan-image.ts';
import {
  complete,
  given,
  neverScanned,
  scanned,
  status,
  vulnerability,
  world,
  type Script,
} from './world.ts';

const critical = vulnerability('CVE-1', 'CRITICAL');
/** What ECR answers while it says COMPLETE or ACTIVE and the findings are still on their way. */
const nothingElse = { completedAt: undefined, counted: undefined };

async function verdictOf(
  looks: readonly ScanLook[],
  timeout = '10m',
  scanning?: Script['scanning'],
): Promise<readonly unknown[]> {
  const ports = world({ looks, ...(scanning === undefined ? {} : { scanning }) });
  const { judgement } = await scanImage(given({ timeout }), 'eu-west-1', ports);
  return [judgement.verdict, judgement.allowed, judgement.reason, ports.journal.at(-1)];
}

describe.each(['COMPLETE', 'ACTIVE'])('a scan that is called %s', (word) => {
  test('before its findings are there is waited for', async () => {
    const looks = [scanned(word, [], nothingElse), status(word), scanned(word, [critical])];
    expect(await verdictOf(looks)).toEqual(['failed', false, '1 critical (0 allowed)', '2 s: look']);
  });

  test.each([
    ['without a time of completion', scanned(word, [], nothingElse)],
    ['without a word on findings', status(word)],
    ['with counts that no finding bears out', scanned(word, [], { counted: 4 })],
  ])('and stays so %s is timed out, and no pass', async (_, look) => {
    expect(await verdictOf([look], '90s')).toEqual([
      'timed-out',
      false,
      `ECR says ${word}, but its findings were not there within 90 s`,
      '90 s: look',
    ]);
  });

  test('by basic scanning, and has its time and its findings, or counts that say none, is judged at once', async () => {
    const now = { completedAt: new Date(0) };
    const basic = { kind: 'basic', onPush: true } as const;
    expect((await verdictOf([scanned(word, [critical], now)], '10m', basic)).at(-1)).toBe('0 s: look');
    expect(await verdictOf([scanned(word, [], now)], '10m', basic)).toEqual([
      'passed',
      true,
      'nothing was found',
      '0 s: look',
    ]);
  });

  test.each([
    ['enhanced', { kind: 'enhanced', scans: 'continuously' }],
    ['unknown', { kind: 'unknown', reason: 'denied', scanType: undefined }],
  ] as const)('a moment ago by %s scanning is not taken for all that it found', async (_, scanning) => {
    const now = { completedAt: new Date(0), shape: 'enhanced' } as const;
    const part = scanned(word, [vulnerability('CVE-2', 'LOW')], now);
    const whole = scanned(word, [vulnerability('CVE-2', 'LOW'), critical], now);
    expect(await verdictOf([part, part, whole], '10m', scanning)).toEqual([
      'failed',
      false,
      '1 critical (0 allowed)',
      '60 s: look',
    ]);
  });

  test('and says no more than its time is clean only a minute after that', async () => {
    const look = scanned(word, [], { counted: undefined, completedAt: new Date(0) });
    expect(await verdictOf([look])).toEqual(['passed', true, 'nothing was found', '60 s: look']);
    expect((await verdictOf([look, scanned(word, [critical])])).slice(0, 1)).toEqual(['failed']);
  });
});

describe('a status that changes', () => {
  test('after it was read takes its findings not away', async () => {
    expect(await verdictOf([complete(critical), status('IN_PROGRESS')])).toEqual([
      'failed',
      false,
      '1 critical (0 allowed)',
      '0 s: look',
    ]);
  });

  test('before its findings were there counts', async () => {
    const looks = [scanned('ACTIVE', [], nothingElse), status('FINDINGS_UNAVAILABLE')];
    expect(await verdictOf(looks)).toEqual([
      'unscannable',
      false,
      'ECR has no findings for it at the moment',
      '1 s: look',
    ]);
  });

  test('back to a scan in progress ends as one that did not end', async () => {
    const looks = [scanned('COMPLETE', [], nothingElse), status('IN_PROGRESS')];
    expect((await verdictOf(looks, '60s'))[2]).toBe('its scan did not end within 60 s: ECR says IN_PROGRESS');
  });

  test('back to no scan at all asks for one, and ends as one that did not end', async () => {
    const looks = [scanned('COMPLETE', [], nothingElse), neverScanned];
    expect((await verdictOf(looks, '60s'))[2]).toBe('its scan did not end within 60 s');
  });
});

describe('findings', () => {
  const at = new Date(1000);
  const low = vulnerability('CVE-2', 'LOW');
  const none = { completedAt: at, counted: undefined, listed: 0, shape: 'none' as const, found: [] };
  test.each<[string, ScanFindings, number, boolean]>([
    ['that came with a time', { ...none, counted: 1, listed: 1, found: [critical] }, 1000, true],
    ['that came without counts', { ...none, listed: 1, found: [critical] }, 1000, true],
    [
      'that came without a time',
      { ...none, completedAt: undefined, counted: 1, listed: 1, found: [critical] },
      99_000,
      false,
    ],
    ['of a clean image in basic scanning', { ...none, counted: 0 }, 1000, true],
    ['of counts alone', { ...none, counted: 1 }, 99_000, false],
    [
      'of which most are still on their way',
      { ...none, counted: 31, listed: 1, found: [low] },
      99_000,
      false,
    ],
    [
      'of one that is about two packages',
      { ...none, counted: 2, listed: 1, found: [low, critical] },
      99_000,
      false,
    ],
    ['that say nothing for 59.999 s', none, 60_999, false],
    ['that say nothing for 60 s', none, 61_000, true],
  ])('of a basic scan %s', (_, findings, now, attached) => {
    expect(areAttached(findings, 'basic', now)).toBe(attached);
  });

  test.each(['basic', 'enhanced', 'unknown'] as const)(
    'of Inspector are there a minute after the scan, in a registry whose scanning is %s',
    (scanner) => {
      const told = { ...none, counted: 1, listed: 1, shape: 'enhanced' as const, found: [critical] };
      expect([60_999, 61_000].map((now) => areAttached(told, scanner, now))).toEqual([false, true]);
      expect(areAttached({ ...told, counted: 2 }, scanner, 99_000)).toBe(false);
    },
  );
});

test('how long ago a scan was completed is told by the clock of AWS', async () => {
  const look = scanned('ACTIVE', [], { counted: undefined, completedAt: new Date(-300_000) });
  const ports = world({ looks: [look], ahead: -300_000 });
  const { judgement } = await scanImage(given(), 'eu-west-1', ports);
  expect([judgement.verdict, ports.journal.at(-1)]).toEqual(['passed', '60 s: look']);
});
