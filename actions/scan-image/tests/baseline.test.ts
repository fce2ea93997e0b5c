import { describe, expect, test } from '@jest/globals';
import { setupFailure, upstreamFailure } from '@slipway/action-kit/failures';
import type { JudgedImage } from '../src/judged-image.ts';
import type { ScanLook, ServingImages } from '../src/ports.ts';
import { scanImage } from '../src/scan-image.ts';
import {
  amd64,
  arm64,
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

const before = `sha256:${'b'.repeat(64)}`;
const other = `sha256:${'c'.repeat(64)}`;
const old = vulnerability('CVE-1', 'HIGH');
const fresh = vulnerability('CVE-2', 'HIGH');
const service = { 'new-only': 'true', baseline: 'ecs:main/web' };
const serving = (...images: readonly (readonly [image: string, digest?: string])[]): ServingImages => ({
  kind: 'serving',
  revision: 'web:41',
  images: images.map(([image, of], index) => ({ container: `c${String(index)}`, image, digest: of })),
});
const ours = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/web';

interface Case extends Script {
  readonly image?: readonly ScanLook[];
  readonly baseline?: readonly ScanLook[];
}

async function judged(
  { image = [complete(old)], baseline = [complete(old)], ...script }: Case,
  values: Readonly<Record<string, string>> = service,
): Promise<JudgedImage> {
  const looks = { [digest]: image, [before]: baseline, [other]: [complete(fresh)] };
  const ports = world({ serving: serving([`${ours}:v1`, before]), ...script, looks });
  return scanImage(given(values), 'eu-west-1', ports);
}

const verdictOf = async (script: Case, values = service): Promise<readonly unknown[]> => {
  const { judgement, comparison } = await judged(script, values);
  return [judgement.verdict, comparison.kind === 'absent' ? comparison.reason : comparison.kind];
};

describe('what a service runs', () => {
  test('is what an image is compared with', async () => {
    expect(await verdictOf({})).toEqual(['passed', 'compared']);
    expect(await verdictOf({ image: [complete(old, fresh)] })).toEqual(['failed', 'compared']);
    expect((await judged({ image: [complete(fresh)] })).comparison).toMatchObject({
      digests: [before],
      serves: 'web:41 of ecs:main/web',
      introduced: 1,
      unchanged: 0,
      fixed: [{ id: 'CVE-1' }],
    });
  });

  test('is found by the name of the repository alone', async () => {
    const images = serving(
      ['111122223333.dkr.ecr.eu-west-1.amazonaws.com/side/web', other],
      [`localhost:5000/web@${before}`],
    );
    expect((await judged({ serving: images })).comparison).toMatchObject({ digests: [before] });
  });

  test('in several containers says nothing where one of them has no scan', async () => {
    const images = serving([ours, before], [ours, other]);
    const looks = { [digest]: [complete(old)], [before]: [complete(old)], [other]: [status('FAILED')] };
    for (const reversed of [
      images,
      { ...images, images: images.kind === 'serving' ? images.images.toReversed() : [] },
    ]) {
      const ports = world({ serving: reversed, looks });
      const judgedImage = await scanImage(given(service), 'eu-west-1', ports);
      expect([judgedImage.judgement.verdict, judgedImage.comparison]).toMatchObject([
        'failed',
        { uncompared: [{ platform: '', reason: 'the scan failed' }] },
      ]);
    }
  });

  test('in several containers is one baseline', async () => {
    const images = serving([ours, before], [ours, other]);
    expect(await verdictOf({ serving: images, image: [complete(old, fresh)] })).toEqual([
      'passed',
      'compared',
    ]);
  });
});

describe('several platforms', () => {
  const platforms = [
    { platform: 'linux/amd64', digest: amd64 },
    { platform: 'linux/arm64', digest: arm64 },
  ];

  test('of which one has something new make it new once, and not unchanged as well', async () => {
    const looks = {
      [amd64]: [complete(old)],
      [arm64]: [complete(old)],
      [before]: [complete(old)],
      [other]: [complete()],
    };
    const ports = world({ platforms, looks });
    const images = {
      ...ports.images,
      platforms: async (_: string, of: string) =>
        of === digest
          ? platforms
          : [before, other].map((each, index) => ({
              platform: platforms[index]?.platform ?? '',
              digest: each,
            })),
    };
    const asked = given({ baseline: `sha256:${'d'.repeat(64)}` });
    const { comparison } = await scanImage(asked, 'eu-west-1', { ...ports, images });
    expect(comparison).toMatchObject({ introduced: 1, unchanged: 0 });
  });
});

describe('without a baseline all findings count, and that is said', () => {
  test.each<[string, Case, string]>([
    [
      'there is no service',
      { serving: { kind: 'nothing', reason: 'there is no service web' } },
      'ecs:main/web: there is no service web',
    ],
    [
      'it runs other images',
      { serving: serving([`${ours}2:v1`, before]) },
      'web:41 of ecs:main/web runs no image of web',
    ],
    [
      'ECS does not say which',
      { serving: serving([`${ours}:v1`]) },
      'ECS does not say which image of web web:41 of ecs:main/web runs',
    ],
    ['its image is gone', { gone: [before] }, `web has no image ${before}`],
    [
      'it was never scanned',
      { baseline: [neverScanned], start: 'denied' },
      `there are no findings for ${before}: it was not scanned on push, and this job may not start a scan (ecr:StartImageScan)`,
    ],
    [
      'its scan does not end',
      { baseline: [status('PENDING')] },
      `there are no findings for ${before}: its scan did not end within 120 s: ECR says PENDING`,
    ],
  ])('%s', async (_, script, reason) => {
    expect(await verdictOf(script)).toEqual(['failed', reason]);
    expect((await judged(script)).warnings).toEqual([
      `There is no baseline, so all findings count as new: ${reason}.`,
    ]);
  });
});

test('a baseline of another day stands where AWS does not answer when a newer scan is asked for', async () => {
  const throttled = upstreamFailure({ code: 'throttled', what: 'Rate exceeded', hint: 'Wait.' });
  const baseline = [scanned('COMPLETE', [old], { completedAt: new Date(-2 * 86_400_000) })];
  const startsUnanswered = Array.from({ length: 99 }, () => throttled);
  expect(await verdictOf({ baseline, startsUnanswered })).toEqual(['passed', 'compared']);
});

describe('a baseline', () => {
  const yesterday = { completedAt: new Date(-48 * 3_600_000) };
  const basic = { kind: 'basic', onPush: true } as const;

  test('whose basic scan is of another day is scanned anew', async () => {
    const baseline = [scanned('COMPLETE', [], yesterday), complete(old)];
    expect((await verdictOf({ scanning: basic, baseline }))[0]).toBe('passed');
  });

  test.each([
    ['may not be', 'denied', 'this job may not start a scan (ecr:StartImageScan)'],
    ['does not end', 'started', 'a newer one did not end within 120 s'],
  ] as const)('whose new scan %s is taken as it is, and that is said', async (_, start, why) => {
    const baseline = [scanned('COMPLETE', [old], yesterday)];
    const { judgement, warnings } = await judged({ scanning: basic, baseline, start });
    expect([judgement.verdict, warnings]).toEqual([
      'passed',
      [`The baseline's scan is of 1969-12-30 (${why}): what was published since then may count as new.`],
    ]);
  });

  test('that is the image itself is refused, for nothing would ever be new', async () => {
    await expect(judged({}, { 'new-only': 'true', baseline: digest })).rejects.toThrow(
      '`baseline` must be another image than `digest`, but is the same',
    );
  });

  test('that is missing in the policy makes new-only an error', async () => {
    await expect(judged({}, { 'new-only': 'true', baseline: '' })).rejects.toThrow(
      '`new-only` needs a `baseline`: a digest, or `ecs:cluster/service`',
    );
  });

  test('that AWS refuses to tell stops the gate, and not the report', async () => {
    const denied = setupFailure({ code: 'access-denied', what: 'AWS denied ecs:DescribeServices' });
    const running = { read: () => Promise.reject(denied) };
    const ports = { ...world({ looks: [complete(old)] }), running };
    await expect(scanImage(given(service), 'eu-west-1', ports)).rejects.toBe(denied);
    const report = await scanImage(given({ ...service, mode: 'report' }), 'eu-west-1', ports);
    expect([report.judgement.verdict, report.comparison]).toEqual([
      'failed',
      { kind: 'absent', reason: 'AWS denied ecs:DescribeServices' },
    ]);
  });
});
