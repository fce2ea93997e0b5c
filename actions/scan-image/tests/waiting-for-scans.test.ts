import { describe, expect, test } from '@jest/globals';
import { upstreamFailure } from '@slipway/action-kit/failures';
import { pauseAfter } from '../src/looking/await-scans.ts';
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

describe('waiting for a scan', () => {
  test('looks quickly at first, then every five seconds', async () => {
    const looks = [...Array.from({ length: 7 }, () => status('IN_PROGRESS')), complete()];
    expect(await verdictOf({ looks })).toEqual([
      'passed',
      true,
      'nothing was found',
      [0, 1, 2, 3, 4, 5, 10, 15].map((second) => `${String(second)} s: look`),
    ]);
  });

  test.each([
    [1, 0, 800],
    [5, 1, 1200],
    [6, 0, 4000],
    [6, 1, 6000],
  ])('the pause after look %i with chance %d is %d ms', (look, random, expected) => {
    expect(pauseAfter(look, random)).toBeCloseTo(expected);
  });

  test('ends at the deadline', async () => {
    const [verdict, allowed, reason, journal] = await verdictOf(
      { looks: [status('PENDING')] },
      { timeout: '12s' },
    );
    expect([verdict, allowed, reason]).toEqual([
      'timed-out',
      false,
      'its scan did not end within 12 s: ECR says PENDING',
    ]);
    expect((journal as string[]).at(-1)).toBe('12 s: look');
  });

  test('a scan on push that shows up late is waited for, and none is started', async () => {
    expect(await verdictOf({ looks: [neverScanned, neverScanned, complete()] })).toEqual([
      'passed',
      true,
      'nothing was found',
      ['0 s: look', '1 s: look', '2 s: look'],
    ]);
  });

  test('is broken off when the run is cancelled', async () => {
    const ports = world({ looks: [status('PENDING')] });
    ports.cancel();
    await expect(scanImage(given(), 'eu-west-1', ports)).rejects.toMatchObject({
      code: 'cancelled',
      message: 'Cancelled while waiting for the scan of web. Run it again when you are ready.',
    });
  });
});

describe('AWS does not answer', () => {
  const lookFails = upstreamFailure({ code: 'throttled', what: 'Rate exceeded', hint: 'Wait.' });

  test('for a moment: it is asked again', async () => {
    expect((await verdictOf({ lookFails, failures: 5 }))[0]).toBe('passed');
  });

  test('for longer: that is what the gate ends with', async () => {
    const ports = world({ lookFails });
    await expect(scanImage(given(), 'eu-west-1', ports)).rejects.toBe(lookFails);
    expect(ports.journal).toHaveLength(6);
  });

  test('at the deadline: that is no scan that did not end', async () => {
    const asked = given({ timeout: '2s', 'on-timed-out': 'pass' });
    await expect(scanImage(asked, 'eu-west-1', world({ lookFails }))).rejects.toBe(lookFails);
  });
});

describe('AWS does not answer when a scan is asked for', () => {
  const throttled = upstreamFailure({ code: 'throttled', what: 'Rate exceeded', hint: 'Wait.' });
  const startsUnanswered = Array.from({ length: 9 }, () => throttled);
  const scanning = { kind: 'basic', onPush: false } as const;

  test('for a moment: it is asked again with the next look', async () => {
    const script = { looks: [neverScanned, neverScanned, neverScanned, complete()], scanning };
    expect(await verdictOf({ ...script, startsUnanswered: [throttled, throttled] })).toEqual([
      'passed',
      true,
      'nothing was found',
      ['0 s: look', '0 s: start', '1 s: look', '1 s: start', '2 s: look', '2 s: start', '3 s: look'],
    ]);
  });

  test('until the deadline: that is no scan that did not end', async () => {
    const asked = given({ timeout: '2s', 'on-timed-out': 'pass', 'on-not-configured': 'pass' });
    const ports = world({ looks: [neverScanned], scanning, startsUnanswered });
    await expect(scanImage(asked, 'eu-west-1', ports)).rejects.toBe(throttled);
  });

  test('for a scan that is to follow one of another day: that one is not taken instead', async () => {
    const old = scanned('COMPLETE', [], { completedAt: new Date(-2 * 86_400_000) });
    const found = [vulnerability('CVE-1', 'CRITICAL')];
    const fresh = scanned('COMPLETE', found, { completedAt: new Date(500) });
    const script = { looks: [old, old, fresh], scanning, startsUnanswered: [throttled] };
    const [verdict, , , journal] = await verdictOf(script);
    expect([verdict, journal]).toEqual([
      'failed',
      ['0 s: look', '0 s: start', '1 s: look', '1 s: start', '2 s: look'],
    ]);
    const asked = given({ timeout: '2s', 'on-timed-out': 'pass' });
    const never = world({ looks: [old], scanning, startsUnanswered });
    await expect(scanImage(asked, 'eu-west-1', never)).rejects.toBe(throttled);
  });
});

describe('the log says what is waited for, whenever that is another thing,', () => {
  const toldOf = async (script: Script): Promise<readonly string[]> => {
    const ports = world(script);
    await scanImage(given(), 'eu-west-1', ports);
    return ports.log.lines;
  };
  const waiting = (words: string): string => `Waiting for the scan of ${digest}: ${words}`;
  const first = (words: string): string => `Waiting for the scan of ${digest} (600 s at most): ${words}`;

  test('from the push to the findings', async () => {
    const notShown = { kind: 'not-shown' } as const;
    const empty = scanned('COMPLETE', [], { completedAt: undefined });
    const never = [neverScanned, neverScanned, neverScanned, neverScanned];
    const looks = [notShown, ...never, status('PENDING'), status('IN_PROGRESS'), empty, empty, complete()];
    expect(await toldOf({ looks })).toEqual([
      first('ECR does not show the image yet'),
      waiting('there is none yet'),
      waiting('it was started'),
      waiting('it goes on'),
      waiting('ECR says COMPLETE, and its findings may not be all there yet'),
    ]);
  });

  test('of a scan that is made anew', async () => {
    const old = scanned('COMPLETE', [], { completedAt: new Date(-2 * 24 * 60 * 60 * 1000) });
    const looks = [old, status('IN_PROGRESS'), complete()];
    expect(await toldOf({ looks, scanning: { kind: 'basic', onPush: true } })).toEqual([
      first('the last one is more than a day old, and a new one was started'),
    ]);
  });

  test('and nothing where nothing is waited for', async () => {
    expect(await toldOf({})).toEqual([]);
  });
});
