import { describe, expect, test } from '@jest/globals';
import { inputFailure, setupFailure } from '@slipway/action-kit/failures';
import { scanImage } from '../src/scan-image.ts';
import { verdictOf } from './verdict-of.ts';
import { amd64, arm64, complete, digest, given, status, vulnerability, world } from './world.ts';

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
    await expect(scanImage(given(), 'eu-west-1', world({ absent: 9 }))).rejects.toMatchObject({
      kind: 'input',
      code: 'image-not-found',
      message: `The repository web has no image with the digest ${digest}. Use the outputs \`repository\` and \`digest\` of the step that pushed it, in the same region and account.`,
    });
  });

  test('that is named by a tag is judged by its digest', async () => {
    const result = await scanImage(given({ digest: 'v1' }), 'eu-west-1', world());
    expect([result.digest, result.tag]).toEqual([digest, 'v1']);
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
    const result = await scanImage(given(), 'eu-west-1', ports);
    expect(result).toMatchObject({
      digest,
      parts: [
        { platform: 'linux/amd64', digest: amd64, scannedAt: -60_000 },
        { platform: 'linux/arm64', digest: arm64, scannedAt: -60_000 },
      ],
      findings: [{ id: 'CVE-1', platform: 'linux/arm64' }],
      listed: [{ id: 'CVE-1', platforms: ['linux/arm64'] }],
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
    await expect(scanImage(given(), 'eu-west-1', ports)).rejects.toBe(lookFails);
    expect(ports.journal).toEqual(['0 s: look']);
  });

  test('the report says so and allows it', async () => {
    expect((await verdictOf({ lookFails }, { mode: 'report' })).slice(0, 3)).toEqual([
      'unscannable',
      true,
      'AWS denied it',
    ]);
  });

  test('whatever word AWS has for it: the gate throws, the report says so', async () => {
    const refused = inputFailure({ code: 'refused-by-aws', what: 'AWS refused it', hint: 'Correct it.' });
    await expect(verdictOf({ lookFails: refused })).rejects.toBe(refused);
    const ports = world();
    const images = { ...ports.images, find: () => Promise.reject(refused) };
    const unfound = await scanImage(given({ mode: 'report' }), 'eu-west-1', { ...ports, images });
    expect([unfound.judgement.verdict, unfound.judgement.reason]).toEqual(['unscannable', 'AWS refused it']);
    expect((await verdictOf({ lookFails: refused }, { mode: 'report' })).slice(0, 3)).toEqual([
      'unscannable',
      true,
      'AWS refused it',
    ]);
  });

  test('an image that is not there is bad input for the report, too', async () => {
    const report = scanImage(given({ mode: 'report' }), 'eu-west-1', world({ absent: 9 }));
    await expect(report).rejects.toMatchObject({ kind: 'input', code: 'image-not-found' });
  });

  test('the report of a tag names the digest that it was, where that is known', async () => {
    const ports = world({ lookFails });
    const report = await scanImage(given({ mode: 'report', digest: 'v1' }), 'eu-west-1', ports);
    expect([report.digest, report.judgement.verdict, report.judgement.allowed]).toEqual([
      digest,
      'unscannable',
      true,
    ]);
    const images = { ...ports.images, find: () => Promise.reject(lookFails) };
    const unknown = await scanImage(given({ mode: 'report', digest: 'v1' }), 'eu-west-1', {
      ...ports,
      images,
    });
    expect([unknown.digest, unknown.registry, unknown.judgement.verdict]).toEqual(['', '', 'unscannable']);
  });
});
