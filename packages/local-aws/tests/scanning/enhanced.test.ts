/** Enhanced scanning, as Inspector does it: by itself, where the registry's rules say so. */
import { describe, expect, test } from '@jest/globals';
import { PutRegistryScanningConfigurationCommand, StartImageScanCommand } from '@aws-sdk/client-ecr';
import { mediaTypes } from '@slipway/oci/media-types';
import { pushImage, registryOf } from '../ecr-images.ts';
import { continuous, entry, finding, onPush, onScans } from './scan-stage.ts';

const day = 24 * 3_600_000;

describe('an image in a repository with a rule', () => {
  test('is not known to be scanned at first, then PENDING, then ACTIVE without findings, then with them', () =>
    onScans(
      { scanning: continuous, images: [entry([finding('CVE-1')])] },
      async ({ clock, look, status }) => {
        expect(await status()).toBe('ScanNotFoundException');
        clock.advance(500);
        const pending = await look();
        expect([pending.imageScanStatus?.status, pending.imageScanFindings]).toEqual(['PENDING', undefined]);
        clock.advance(500);
        const early = await look();
        expect([early.imageScanStatus, early.imageScanFindings]).toEqual([
          { status: 'ACTIVE', description: 'Continuous scan is selected for image.' },
          { findings: [] },
        ]);
        clock.advance(1000);
        const { imageScanStatus, imageScanFindings } = await look();
        expect(imageScanStatus?.status).toBe('ACTIVE');
        expect(imageScanFindings?.findings).toBeUndefined();
        expect(imageScanFindings?.enhancedFindings).toHaveLength(1);
        expect(imageScanFindings?.findingSeverityCounts).toEqual({ HIGH: 1 });
      },
    ));

  test('ends COMPLETE where it is scanned on push only', () =>
    onScans({ scanning: onPush, images: [entry([finding('CVE-1')])] }, async ({ clock, status, ids }) => {
      clock.advance(2000);
      expect([await status(), await ids()]).toEqual(['COMPLETE', ['CVE-1']]);
      clock.advance(20 * day);
      expect(await status()).toBe('COMPLETE');
    }));

  test('that is clean has a time of completion and nothing else', () =>
    onScans({ scanning: continuous }, async ({ clock, look }) => {
      clock.advance(2000);
      const { imageScanFindings, nextToken } = await look();
      expect(imageScanFindings).toEqual({ imageScanCompletedAt: new Date(clock.now()) });
      expect(nextToken).toBeUndefined();
    }));

  test('may have half of its findings first, with counts of that half and the time of its end', () => {
    const findings = ['CVE-1', 'CVE-2', 'CVE-3', 'CVE-4', 'CVE-5'].map((id) => finding(id));
    const timings = { scanning: 2000, attaching: 20_000 };
    return onScans({ scanning: continuous, images: [entry(findings)], timings }, async ({ clock, look }) => {
      clock.advance(2000);
      const completedAt = new Date(clock.now());
      const told = async () => {
        const { imageScanFindings: told, nextToken } = await look({ maxResults: 3 });
        expect(told?.imageScanCompletedAt).toEqual(completedAt);
        return [told?.enhancedFindings?.length, told?.findingSeverityCounts, nextToken !== undefined];
      };
      expect(await told()).toEqual([2, { HIGH: 2 }, false]);
      clock.advance(19_999);
      expect(await told()).toEqual([2, { HIGH: 2 }, false]);
      clock.advance(1);
      expect(await told()).toEqual([3, { HIGH: 5 }, true]);
    });
  });

  test('with one finding that is still on its way reads like a clean one', () => {
    const timings = { scanning: 2000, attaching: 20_000 };
    const images = [entry([finding('CVE-1')])];
    return onScans({ scanning: continuous, images, timings }, async ({ clock, look, ids }) => {
      clock.advance(2000);
      expect((await look()).imageScanFindings).toEqual({ imageScanCompletedAt: new Date(clock.now()) });
      clock.advance(20_000);
      expect(await ids()).toEqual(['CVE-1']);
    });
  });

  test('is no longer looked at 14 days after its push', () =>
    onScans({ scanning: continuous }, async ({ clock, look, status }) => {
      clock.advance(14 * day - 1);
      expect(await status()).toBe('ACTIVE');
      clock.advance(1);
      const lapsed = await look();
      expect([lapsed.imageScanStatus?.status, lapsed.imageScanFindings]).toEqual([
        'SCAN_ELIGIBILITY_EXPIRED',
        undefined,
      ]);
    }));

  test('of an index is scanned, and the index is not', () =>
    onScans({ scanning: continuous, images: [entry([finding('CVE-1')])] }, async (stage) => {
      const { digest } = await pushImage(stage, {
        repository: 'team/web',
        tags: [],
        files: [{ path: 'other.js', content: 'other' }],
      });
      const manifests = [{ mediaType: mediaTypes.ociManifest, digest, size: 1 }];
      const bytes = Buffer.from(JSON.stringify({ manifests }));
      await registryOf(stage).putManifest('team/web', 'all', { bytes, mediaType: mediaTypes.ociIndex });
      stage.clock.advance(2000);
      expect(await stage.status({ imageId: { imageTag: 'all' } })).toBe('ScanNotFoundException');
      expect(await stage.status({ imageId: { imageDigest: digest } })).toBe('ACTIVE');
    }));
});

test('an image in a repository without a rule is never scanned', () =>
  onScans({ scanning: continuous }, async (stage) => {
    await pushImage(stage, { repository: 'fixed', tags: ['v1'] });
    stage.clock.advance(30 * day);
    expect(await stage.status({ repositoryName: 'fixed' })).toBe('ScanNotFoundException');
  }));

test('a scan can not be asked for', () =>
  onScans({ scanning: continuous }, async ({ client }) => {
    const start = new StartImageScanCommand({ repositoryName: 'team/web', imageId: { imageTag: 'v1' } });
    await expect(client.send(start)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('This feature is disabled'),
    });
  }));

test('images that were pushed before are scanned once enhanced scanning is turned on, and not after it was turned off', () =>
  onScans({ images: [entry([finding('CVE-1')])] }, async ({ client, clock, look, status, ids }) => {
    clock.advance(day);
    expect((await look()).imageScanFindings?.findings).toHaveLength(1);
    const turn = (scanType: 'BASIC' | 'ENHANCED') => {
      const repositoryFilters = [{ filter: '*', filterType: 'WILDCARD' as const }];
      const rules = [{ scanFrequency: 'CONTINUOUS_SCAN' as const, repositoryFilters }];
      const more = scanType === 'ENHANCED' ? { rules } : {};
      return client.send(new PutRegistryScanningConfigurationCommand({ scanType, ...more }));
    };
    await turn('ENHANCED');
    expect(await status()).toBe('ScanNotFoundException');
    clock.advance(2000);
    expect([await status(), await ids()]).toEqual(['ACTIVE', ['CVE-1']]);
    await turn('BASIC');
    expect((await look()).imageScanFindings?.findings).toHaveLength(1);
  }));

test('an image is not scanned anew because other repositories are scanned as well, or it less often', () =>
  onScans(
    { scanning: continuous, images: [entry([finding('CVE-1')])] },
    async ({ client, clock, status, ids }) => {
      clock.advance(2000);
      const repositoryFilters = [{ filter: '*', filterType: 'WILDCARD' as const }];
      for (const scanFrequency of ['CONTINUOUS_SCAN', 'SCAN_ON_PUSH'] as const) {
        const rules = [{ scanFrequency, repositoryFilters }];
        await client.send(new PutRegistryScanningConfigurationCommand({ scanType: 'ENHANCED', rules }));
        const expected = scanFrequency === 'SCAN_ON_PUSH' ? 'COMPLETE' : 'ACTIVE';
        expect([await status(), await ids()]).toEqual([expected, ['CVE-1']]);
      }
    },
  ));
