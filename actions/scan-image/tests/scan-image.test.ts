import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { pauseAfter } from '../src/await-scans.ts';
import { scanImage } from '../src/scan-image.ts';
import {
  amd64,
  arm64,
  complete,
  digest,
  given,
  neverScanned,
  status,
  vulnerability,
  world,
  type Script,
} from './world.ts';

async function verdictOf(
  script: Script,
  values: Readonly<Record<string, string>> = {},
): Promise<readonly unknown[]> {
  const ports = world(script);
  const { judgement } = await scanImage(given(values), ports);
  return [judgement.verdict, judgement.allowed, judgement.reason, ports.journal];
}

describe('one image', () => {
  test('that is scanned is judged at the first look', async () => {
    expect(await verdictOf({ looks: [complete(vulnerability('CVE-1', 'HIGH'))] })).toEqual([
      'failed',
      false,
      '1 high (0 allowed)',
      ['0 s: look'],
    ]);
  });

  test('is found a moment after it was pushed', async () => {
    expect(await verdictOf({ absent: 3 })).toEqual(['passed', true, 'nothing was found', ['3 s: look']]);
  });

  test('that is not there is refused', async () => {
    await expect(scanImage(given(), world({ absent: 9 }))).rejects.toMatchObject({
      kind: 'input',
      code: 'image-not-found',
      message: `The repository web has no image with the digest ${digest}. Use the outputs \`repository\` and \`digest\` of the step that pushed it, in the same region and account.`,
    });
  });

  test('that is named by a tag is judged by its digest', async () => {
    const result = await scanImage(given({ digest: 'v1' }), world());
    expect([result.digest, result.tag]).toEqual([digest, 'v1']);
  });
});

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
    expect([verdict, allowed, reason]).toEqual(['timed-out', false, 'its scan did not end within 12 s']);
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
    await expect(scanImage(given(), ports)).rejects.toMatchObject({
      code: 'cancelled',
      message: 'Cancelled while waiting for the scan of web. Run it again when you are ready.',
    });
  });
});

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
    expect(await verdictOf({ looks: missing }, { 'dry-run': 'true' })).toEqual([
      'not-configured',
      false,
      'it was never scanned, and a dry run starts no scan',
      ['0 s: look', '1 s: look', '2 s: look'],
    ]);
  });
});

describe('an index', () => {
  const platforms = [
    { platform: 'linux/amd64', digest: amd64 },
    { platform: 'linux/arm64', digest: arm64 },
  ];

  const critical = complete(vulnerability('CVE-1', 'CRITICAL'));

  test('is judged by all its platforms, and named by its own digest', async () => {
    const ports = world({
      platforms,
      looks: { [amd64]: [complete()], [arm64]: [status('PENDING'), critical] },
    });
    const result = await scanImage(given(), ports);
    expect(result).toMatchObject({
      digest,
      platforms: ['linux/amd64', 'linux/arm64'],
      findings: [{ id: 'CVE-1', platforms: ['linux/arm64'] }],
      judgement: { verdict: 'failed' },
    });
    expect(ports.journal).toEqual(['0 s: look', '0 s: look', '1 s: look']);
  });

  test('with a gap on one platform is no pass', async () => {
    const looks = { [amd64]: [complete()], [arm64]: [status('UNSUPPORTED_IMAGE')] };
    expect((await verdictOf({ platforms, looks })).slice(0, 3)).toEqual([
      'unscannable',
      false,
      'linux/arm64: ECR does not know the operating system or the type of this image',
    ]);
  });

  test('that holds attestations alone is no pass either', async () => {
    expect((await verdictOf({ platforms: [] })).slice(0, 3)).toEqual([
      'unscannable',
      false,
      'it is an index that holds no image of any platform',
    ]);
  });
});

describe('when ECR does not answer', () => {
  const lookFails = setupFailure({ code: 'access-denied', what: 'AWS denied it', hint: 'Allow it.' });

  test('the gate throws at once', async () => {
    const ports = world({ lookFails });
    await expect(scanImage(given(), ports)).rejects.toBe(lookFails);
    expect(ports.journal).toEqual(['0 s: look']);
  });

  test('the report says so and allows it', async () => {
    expect((await verdictOf({ lookFails }, { mode: 'report' })).slice(0, 3)).toEqual([
      'unscannable',
      true,
      'AWS denied it. Allow it',
    ]);
  });

  test('the report can not do without a digest', async () => {
    await expect(scanImage(given({ mode: 'report', digest: 'v1' }), world({ lookFails }))).rejects.toBe(
      lookFails,
    );
  });
});

describe('the report file', () => {
  const looks = [complete(vulnerability('CVE-1', 'HIGH'))];

  test('has everything', async () => {
    const ports = world({ looks });
    const result = await scanImage(given({ 'report-file': 'scan.json' }), ports);
    expect(result.reportPath).toBe('/workspace/scan.json');
    expect(JSON.parse(ports.written.get('/workspace/scan.json') ?? '')).toEqual({
      repository: 'web',
      digest,
      platforms: [],
      mode: 'gate',
      verdict: 'failed',
      reason: '1 high (0 allowed)',
      allowed: false,
      counts: { critical: 0, high: 1, medium: 0, low: 0, informational: 0, undefined: 0 },
      budgets: { critical: 0, high: 0 },
      exceeded: ['high'],
      gaps: [],
      findings: [{ id: 'CVE-1', severity: 'high', package: 'openssl', version: '1.0', platforms: [] }],
    });
  });

  test('is not written in a dry run', async () => {
    const ports = world({ looks });
    const result = await scanImage(given({ 'report-file': 'scan.json', 'dry-run': 'true' }), ports);
    expect(result.reportPath).toBeUndefined();
    expect(ports.written.size).toBe(0);
  });
});
