import { describe, expect, test } from '@jest/globals';
import { areAttached } from '../src/findings-attached.ts';
import type { ScanFindings, ScanLook } from '../src/ports.ts';
import { scanImage } from '../src/scan-image.ts';
import { complete, given, neverScanned, scanned, status, vulnerability, world } from './world.ts';

const critical = vulnerability('CVE-1', 'CRITICAL');
/** What ECR answers while it says COMPLETE or ACTIVE and the findings are still on their way. */
const nothingElse = { completedAt: undefined, counted: undefined };

async function verdictOf(looks: readonly ScanLook[], timeout = '10m'): Promise<readonly unknown[]> {
  const ports = world({ looks });
  const { judgement } = await scanImage(given({ timeout }), ports);
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

  test('and has its time and its findings, or counts that say none, is judged at once', async () => {
    expect((await verdictOf([scanned(word, [critical])])).at(-1)).toBe('0 s: look');
    expect(await verdictOf([scanned(word, [])])).toEqual(['passed', true, 'nothing was found', '0 s: look']);
  });

  test('and says no more than its time is clean only a minute after that', async () => {
    const look = scanned(word, [], { counted: undefined });
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
    expect((await verdictOf(looks, '60s'))[2]).toBe('its scan did not end within 60 s');
  });

  test('back to no scan at all asks for one, and ends as one that did not end', async () => {
    const looks = [scanned('COMPLETE', [], nothingElse), neverScanned];
    expect((await verdictOf(looks, '60s'))[2]).toBe('its scan did not end within 60 s');
  });
});

describe('findings', () => {
  const at = new Date(1000);
  const low = vulnerability('CVE-2', 'LOW');
  const none = { completedAt: at, counted: undefined, listed: 0, found: [] };
  test.each<[string, ScanFindings, number, boolean]>([
    ['that came with a time', { ...none, counted: 1, listed: 1, found: [critical] }, 1000, true],
    ['that came without counts', { ...none, listed: 1, found: [critical] }, 1000, true],
    [
      'that came without a time',
      { completedAt: undefined, counted: 1, listed: 1, found: [critical] },
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
  ])('%s', (_, findings, now, attached) => {
    expect(areAttached(findings, now)).toBe(attached);
  });
});
