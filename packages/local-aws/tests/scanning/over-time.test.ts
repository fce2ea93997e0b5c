/** How scans stand over time, and what they find then, as the world says: by image, digest, platform and moment. */
import { describe, expect, test } from '@jest/globals';
import { StartImageScanCommand } from '@aws-sdk/client-ecr';
import { mediaTypes } from '@slipway/oci/media-types';
import { pushImage, registryOf } from '../ecr-images.ts';
import { continuous, entry, finding, onPush, onScans, type ScanStage } from './scan-stage.ts';

const hour = 3_600_000;
const day = 24 * hour;

const statuses = [
  'IN_PROGRESS',
  'COMPLETE',
  'FAILED',
  'UNSUPPORTED_IMAGE',
  'ACTIVE',
  'PENDING',
  'SCAN_ELIGIBILITY_EXPIRED',
  'FINDINGS_UNAVAILABLE',
  'LIMIT_EXCEEDED',
  'IMAGE_ARCHIVED',
];

describe('a script of statuses', () => {
  test.each(statuses)('may say %s, and has a sentence for it', (status) =>
    onScans(
      { scanning: continuous, images: [entry([], { scan: [{ at: 0, status }] })] },
      async ({ look }) => {
        const { imageScanStatus } = await look();
        expect(imageScanStatus?.status).toBe(status);
        expect(imageScanStatus?.description).toMatch(/[.]$/);
      },
    ),
  );

  test('is followed step by step, with the findings attached a while after it can be read', () => {
    const scan = [
      { at: 2000, status: 'PENDING' },
      { at: 5000, status: 'ACTIVE', description: 'Here it is.' },
      { at: 14 * day, status: 'SCAN_ELIGIBILITY_EXPIRED' },
    ];
    const images = [entry([finding('CVE-1')], { scan })];
    return onScans({ scanning: continuous, images }, async ({ clock, look, status, ids }) => {
      clock.advance(1999);
      expect(await status()).toBe('ScanNotFoundException');
      clock.advance(1);
      expect(await status()).toBe('PENDING');
      clock.advance(3000);
      expect((await look()).imageScanStatus).toEqual({ status: 'ACTIVE', description: 'Here it is.' });
      expect(await ids()).toBeUndefined();
      clock.advance(1000);
      expect(await ids()).toEqual(['CVE-1']);
      clock.advance(14 * day);
      expect((await look()).imageScanFindings).toBeUndefined();
    });
  });

  test('that stops to be readable and begins again attaches its findings anew', () => {
    const scan = [
      { at: 0, status: 'COMPLETE' },
      { at: 5000, status: 'IN_PROGRESS' },
      { at: 6000, status: 'COMPLETE' },
    ];
    return onScans({ images: [entry([finding('CVE-1')], { scan })] }, async ({ clock, look }) => {
      const found = async () => (await look()).imageScanFindings?.findings?.length;
      clock.advance(1000);
      expect(await found()).toBe(1);
      clock.advance(5000);
      expect(await found()).toBe(0);
      clock.advance(1000);
      expect(await found()).toBe(1);
    });
  });

  test('is not needed for another end', () =>
    onScans(
      { scanning: onPush, images: [entry([], { scanStatus: 'FAILED' })] },
      async ({ clock, status }) => {
        clock.advance(1999);
        expect(await status()).toBe('PENDING');
        clock.advance(1);
        expect(await status()).toBe('FAILED');
      },
    ));
});

describe('a finding', () => {
  test('comes and goes while Inspector looks on, and the time of completion moves with it', () => {
    const images = [entry([finding('CVE-1'), finding('CVE-2', { from: hour, until: 2 * hour })])];
    return onScans({ scanning: continuous, images }, async ({ clock, look, ids }) => {
      const begun = clock.now();
      const completed = async () =>
        ((await look()).imageScanFindings?.imageScanCompletedAt?.getTime() ?? 0) - begun;
      clock.advance(2000);
      expect([await ids(), await completed()]).toEqual([['CVE-1'], 2000]);
      clock.advance(hour - 2000);
      expect([await ids(), await completed()]).toEqual([['CVE-1', 'CVE-2'], hour]);
      clock.advance(hour);
      expect([await ids(), await completed()]).toEqual([['CVE-1'], 2 * hour]);
    });
  });

  test('that is late leaves the image clean until then', () =>
    onScans(
      { scanning: onPush, images: [entry([finding('CVE-1', { from: 10_000 })])] },
      async ({ clock, look, ids }) => {
        const at = new Date(clock.now() + 2000);
        clock.advance(9999);
        expect((await look()).imageScanFindings).toEqual({ imageScanCompletedAt: at });
        clock.advance(1);
        expect(await ids()).toEqual(['CVE-1']);
      },
    ));

  test('of a basic scan is of the time of that scan, until another one a day later', () => {
    const images = [entry([finding('CVE-1', { until: 2 * hour }), finding('CVE-2', { from: hour })])];
    return onScans({ images }, async ({ client, clock, look }) => {
      const names = async () => (await look()).imageScanFindings?.findings?.map(({ name }) => name);
      clock.advance(day);
      expect(await names()).toEqual(['CVE-1']);
      const scan = { repositoryName: 'team/web', imageId: { imageTag: 'v1' } };
      await client.send(new StartImageScanCommand(scan));
      expect((await look()).imageScanStatus?.status).toBe('IN_PROGRESS');
      clock.advance(2000);
      expect(await names()).toEqual(['CVE-2']);
    });
  });
});

describe('of an index', () => {
  /** `team/web:all`, with an image for each platform; the digests of both. */
  async function pushIndex(stage: ScanStage): Promise<readonly string[]> {
    const push = async (architecture: string) => {
      const files = [{ path: 'arch', content: architecture }];
      return pushImage(stage, { repository: 'team/web', tags: [], files, platform: `linux/${architecture}` });
    };
    const digests = [(await push('amd64')).digest, (await push('arm64')).digest];
    const manifests = digests.map((digest) => ({ mediaType: mediaTypes.ociManifest, digest, size: 1 }));
    const bytes = Buffer.from(JSON.stringify({ manifests }));
    await registryOf(stage).putManifest('team/web', 'all', { bytes, mediaType: mediaTypes.ociIndex });
    stage.clock.advance(2000);
    return digests;
  }

  const told = async (stage: ScanStage, imageDigest: string) => {
    const { imageScanStatus, imageScanFindings } = await stage.look({ imageId: { imageDigest } });
    const ids = imageScanFindings?.enhancedFindings?.map((each) => each.packageVulnerabilityDetails);
    return [imageScanStatus?.status, ids?.map((each) => each?.vulnerabilityId)];
  };

  test('one platform may have an entry of its own', () => {
    const images = [
      entry([], { tag: 'all', platform: 'linux/arm64', scanStatus: 'UNSUPPORTED_IMAGE' }),
      entry([finding('CVE-1')], { tag: 'all' }),
    ];
    return onScans({ scanning: continuous, images }, async (stage) => {
      const [amd64 = '', arm64 = ''] = await pushIndex(stage);
      expect(await told(stage, amd64)).toEqual(['ACTIVE', ['CVE-1']]);
      expect(await told(stage, arm64)).toEqual(['UNSUPPORTED_IMAGE', undefined]);
    });
  });

  test('a finding may be of one platform', () => {
    const images = [entry([finding('CVE-1'), finding('CVE-2', { platform: 'linux/arm64' })], { tag: 'all' })];
    return onScans({ scanning: continuous, images }, async (stage) => {
      const [amd64 = '', arm64 = ''] = await pushIndex(stage);
      expect(await told(stage, amd64)).toEqual(['ACTIVE', ['CVE-1']]);
      expect(await told(stage, arm64)).toEqual(['ACTIVE', ['CVE-1', 'CVE-2']]);
    });
  });
});

test('an entry may be about one digest', () =>
  onScans({ scanning: continuous }, async ({ look, clock }) => {
    clock.advance(500);
    const digest = (await look()).imageId?.imageDigest ?? '';
    const images = [
      entry([finding('CVE-2')], { digest: `sha256:${'0'.repeat(64)}` }),
      entry([finding('CVE-1')], { digest }),
    ];
    await onScans({ scanning: continuous, images }, async (other) => {
      other.clock.advance(2000);
      expect(await other.ids()).toEqual(['CVE-1']);
    });
  }));

test('another entry may be about an image once it has another tag', () => {
  const images = [entry([finding('CVE-2')], { tag: 'v2' }), entry([finding('CVE-1')], { tag: 'v1' })];
  return onScans({ scanning: continuous, images }, async (stage) => {
    stage.clock.advance(2000);
    expect(await stage.ids()).toEqual(['CVE-1']);
    await pushImage(stage, { repository: 'team/web', tags: ['v2'] });
    expect(await stage.ids()).toEqual(['CVE-2']);
  });
});

test('what is told of a scan lags behind, with the image', () => {
  const late = {
    scanning: continuous,
    consistency: { lag: 0, images: 3000 },
    images: [entry([finding('CVE-1')])],
  };
  return onScans(late, async ({ clock, status, ids }) => {
    clock.advance(2999);
    expect(await status()).toBe('ImageNotFoundException');
    clock.advance(1);
    expect(await status()).toBe('ScanNotFoundException');
    clock.advance(1999);
    expect([await status(), await ids()]).toEqual(['ACTIVE', undefined]);
    clock.advance(1);
    expect(await ids()).toEqual(['CVE-1']);
  });
});
