import { describe, expect, test } from '@jest/globals';
import type { ScanLook } from '../src/ports.ts';
import { scanImage } from '../src/scan-image.ts';
import { verdictOf } from './verdict-of.ts';
import {
  complete,
  digest,
  given,
  neverScanned,
  scanned,
  status,
  vulnerability,
  world,
  type Script,
} from './world.ts';

describe('an image that was never scanned', () => {
  const missing = [neverScanned, neverScanned, neverScanned];

  test('is scanned on request, once', async () => {
    const looks = [...missing, status('PENDING'), complete()];
    expect(await verdictOf({ looks })).toEqual([
      'passed',
      true,
      'nothing was found',
      ['0 s: look', '1 s: look', '2 s: look', '2 s: start', '3 s: look', '4 s: look'],
    ]);
  });

  test.each([
    ['coming', 'timed-out', 'its scan did not end within 60 s'],
    [
      'enhanced',
      'not-configured',
      'Inspector scans this registry, but no scan of this image appeared within 60 s',
    ],
    [
      'denied',
      'not-configured',
      'it was not scanned on push, and this job may not start a scan (ecr:StartImageScan)',
    ],
    ['unsupported', 'unscannable', 'ECR does not scan images of this type'],
    ['archived', 'archived', 'it is archived, and ECR scans no archived image'],
  ] as const)('when the answer to the request is %s: %s', async (start, verdict, reason) => {
    const [found, allowed, why, journal] = await verdictOf({ looks: missing, start }, { timeout: '60s' });
    expect([found, allowed, why]).toEqual([verdict, false, reason]);
    expect((journal as string[]).filter((line) => line.endsWith('start'))).toHaveLength(1);
    if (start === 'denied') expect((journal as string[]).at(-1)).toBe('25 s: look');
  });

  test('is waited for when ECR says that a scan is coming', async () => {
    const [verdict] = await verdictOf({ looks: [...missing, complete()], start: 'coming' });
    expect(verdict).toBe('passed');
  });

  test('by Inspector times out when its scan began but did not end', async () => {
    const looks = [...missing, status('PENDING')];
    expect((await verdictOf({ looks, start: 'enhanced' }, { timeout: '60s' }))[0]).toBe('timed-out');
  });

  test('stays so in a dry run', async () => {
    const [verdict, allowed, reason, journal] = await verdictOf({ looks: missing }, { 'dry-run': 'true' });
    expect([verdict, allowed, reason]).toEqual([
      'not-configured',
      false,
      'it was never scanned, and a dry run starts no scan',
    ]);
    expect((journal as string[]).at(-1)).toBe('25 s: look');
  });
});

describe('how the registry scans', () => {
  const missing = [neverScanned, neverScanned, neverScanned];
  const basic = (onPush: boolean): Script['scanning'] => ({ kind: 'basic', onPush });
  const enhanced = (scans: 'on-push' | 'never'): Script['scanning'] => ({ kind: 'enhanced', scans });

  test('by basic scanning, and not on push: a scan is asked for at once', async () => {
    const looks = [neverScanned, complete()];
    expect((await verdictOf({ looks, scanning: basic(false) })).at(-1)).toEqual([
      '0 s: look',
      '0 s: start',
      '1 s: look',
    ]);
  });

  test('by basic scanning on push: a dry run waits for its scan', async () => {
    const script = { looks: [...missing, complete()], scanning: basic(true) };
    expect((await verdictOf(script, { 'dry-run': 'true' }))[0]).toBe('passed');
  });

  test('by Inspector, which looks at this repository: no scan is asked for', async () => {
    const script = { looks: [neverScanned], scanning: enhanced('on-push') };
    const [verdict, , reason, journal] = await verdictOf(script, { timeout: '60s' });
    expect([verdict, reason]).toEqual(['not-configured', 'no scan of this image appeared within 60 s']);
    expect(journal).not.toContainEqual(expect.stringMatching(/start$/));
  });

  test('by Inspector, which does not look at this repository: nothing is waited for', async () => {
    expect(await verdictOf({ looks: missing, scanning: enhanced('never') })).toEqual([
      'not-configured',
      false,
      'enhanced scanning is on, but no rule of the registry names this repository',
      ['0 s: look'],
    ]);
  });
});

describe('a scan of another day', () => {
  const day = 24 * 60 * 60 * 1000;
  const aged = (shape: 'basic' | 'enhanced') =>
    scanned('COMPLETE', [vulnerability('CVE-1', 'LOW')], { completedAt: new Date(-2 * day), shape });
  const old = aged('basic');
  const fresh = complete(vulnerability('CVE-2', 'CRITICAL'));
  const scanning = { kind: 'basic', onPush: true } as const;

  const warned = async (script: Script, values = {}): Promise<readonly unknown[]> => {
    const ports = world({ scanning, ...script });
    const { judgement, warnings } = await scanImage(given(values), 'eu-west-1', ports);
    return [judgement.verdict, warnings, ports.journal];
  };

  test('is made anew, and the old one is not taken for it', async () => {
    expect(await warned({ looks: [old, old, status('IN_PROGRESS'), fresh] })).toEqual([
      'failed',
      [],
      ['0 s: look', '0 s: start', '1 s: look', '2 s: look', '3 s: look'],
    ]);
  });

  test('is judged where no new one may be started, and that is said', async () => {
    expect(await warned({ looks: [old], start: 'denied' })).toEqual([
      'passed',
      [
        'The scan is of 1969-12-30 and may know nothing newer: this job may not start a scan (ecr:StartImageScan).',
      ],
      ['0 s: look', '0 s: start'],
    ]);
  });

  test('is not taken for the one that somebody else has started', async () => {
    expect((await warned({ looks: [old, old, fresh], start: 'coming' }))[0]).toBe('failed');
  });

  test('without findings is made anew also where the registry may not be asked how it scans', async () => {
    const clean = scanned('COMPLETE', [], { completedAt: new Date(-400 * day) });
    const scanning = { kind: 'unknown', reason: 'denied', scanType: undefined } as const;
    expect((await warned({ looks: [clean, fresh], scanning }))[0]).toBe('failed');
  });

  describe('may be out of date, and that is said,', () => {
    const unknown = { kind: 'unknown', reason: 'nobody may ask', scanType: undefined } as const;
    const notKnown = 'how Inspector scans this repository is not known: nobody may ask';
    test.each<readonly [string, Script, string]>([
      ['where Inspector turns out to scan', { looks: [old], scanning: unknown, start: 'enhanced' }, notKnown],
      ['where the registry may not be asked', { looks: [aged('enhanced')], scanning: unknown }, notKnown],
      [
        'where Inspector scans on push alone',
        { looks: [aged('enhanced')], scanning: { kind: 'enhanced', scans: 'on-push' } },
        'Inspector scans this repository on push alone',
      ],
      [
        'where Inspector does not scan any more',
        { looks: [aged('enhanced')], scanning: { kind: 'enhanced', scans: 'never' } },
        'enhanced scanning is on, but no rule of the registry names this repository',
      ],
      [
        'where Inspector has not scanned it',
        { looks: [old], scanning: { kind: 'enhanced', scans: 'continuously' } },
        'it is of basic scanning, and Inspector scans this registry now',
      ],
    ])('%s', async (_, script, why) => {
      expect((await warned(script)).slice(0, 2)).toEqual([
        'passed',
        [`The scan is of 1969-12-30 and may know nothing newer: ${why}.`],
      ]);
    });
  });

  test('is judged in a dry run, and that is said', async () => {
    expect(await warned({ looks: [old] }, { 'dry-run': 'true' })).toEqual([
      'passed',
      ['The scan is of 1969-12-30 and may know nothing newer: a dry run starts no scan.'],
      ['0 s: look'],
    ]);
  });

  test('whose successor does not end is timed out', async () => {
    const [verdict, , reason] = await verdictOf({ looks: [old], scanning }, { timeout: '30s' });
    expect([verdict, reason]).toEqual([
      'timed-out',
      'its scan is more than a day old, and a newer one did not end within 30 s',
    ]);
  });

  test('by Inspector is kept up to date by itself', async () => {
    const scanning = { kind: 'enhanced', scans: 'continuously' } as const;
    const script = { looks: [aged('enhanced')], scanning };
    expect(await warned(script)).toEqual(['passed', [], ['0 s: look']]);
  });
});

describe('an image that scanning does not show', () => {
  const notShown: ScanLook = { kind: 'not-shown' };

  test('yet is waited for', async () => {
    expect((await verdictOf({ looks: [notShown, notShown, complete()] }))[0]).toBe('passed');
  });

  test('for half a minute can not be judged, in mode report neither', async () => {
    const reason = `ECR's scanning does not know the image ${digest}`;
    expect((await verdictOf({ looks: [notShown] })).slice(0, 3)).toEqual(['unscannable', false, reason]);
    expect((await verdictOf({ looks: [notShown] }, { mode: 'report' })).slice(0, 2)).toEqual([
      'unscannable',
      true,
    ]);
  });
});
