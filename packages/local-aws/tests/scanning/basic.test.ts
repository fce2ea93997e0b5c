/** Basic scanning: once in a day, on push or when asked; its findings, without a word on fixes; its refusals. */
import { describe, expect, test } from '@jest/globals';
import {
  DescribeImageScanFindingsCommand,
  StartImageScanCommand,
  UpdateImageStorageClassCommand,
} from '@aws-sdk/client-ecr';
import { mediaTypes } from '@slipway/oci/media-types';
import type { FindingWorld, ImageWorld } from '../../src/world.ts';
import { pushImage, registryOf } from '../ecr-images.ts';
import { ecrWorld, onStage, type EcrStage, type EcrWorld } from '../ecr-stage.ts';

const finding = (id: string, severity: FindingWorld['severity']): FindingWorld => ({
  id,
  severity,
  package: 'openssl',
  version: '1.1.1',
  fixed: '3.0.0',
});

const findings = [finding('CVE-1', 'CRITICAL'), finding('CVE-2', 'HIGH'), finding('CVE-3', 'HIGH')];

const imageWorld = (tag: string, change: Partial<ImageWorld> = {}): ImageWorld => ({
  repository: 'team/web',
  tag,
  runtime: 'process',
  behaviour: [],
  findings,
  scanStatus: 'COMPLETE',
  ...change,
});

const world: EcrWorld = {
  ...ecrWorld,
  images: [imageWorld('v3*'), imageWorld('broken', { scanStatus: 'UNSUPPORTED_IMAGE' })],
};

const scanOf = (imageTag: string, repositoryName = 'team/web') => ({ repositoryName, imageId: { imageTag } });
const describeScan = (stage: EcrStage, tag: string, page: object = {}) =>
  stage.client.send(new DescribeImageScanFindingsCommand({ ...scanOf(tag), ...page }));

describe('a scan on push', () => {
  test('is in progress, then complete, and then has the findings of the world', () =>
    onStage(async (stage) => {
      await pushImage(stage, { repository: 'team/web', tags: ['v3.1'] });
      const begun = await describeScan(stage, 'v3.1');
      expect(begun.imageScanStatus?.status).toBe('IN_PROGRESS');
      expect(begun.imageScanFindings).toBeUndefined();
      stage.clock.advance(999);
      expect((await describeScan(stage, 'v3.1')).imageScanStatus?.status).toBe('IN_PROGRESS');
      stage.clock.advance(1);
      const early = await describeScan(stage, 'v3.1');
      expect([early.imageScanStatus?.status, early.imageScanFindings]).toEqual([
        'COMPLETE',
        { findings: [] },
      ]);
      stage.clock.advance(999);
      expect((await describeScan(stage, 'v3.1')).imageScanFindings).toEqual({ findings: [] });
      stage.clock.advance(1);
      const ended = await describeScan(stage, 'v3.1');
      expect(ended.imageScanStatus).toEqual({
        status: 'COMPLETE',
        description: 'The scan was completed successfully.',
      });
      expect(ended.imageScanFindings?.findingSeverityCounts).toEqual({ CRITICAL: 1, HIGH: 2 });
      expect(ended.imageScanFindings?.findings?.[0]).toEqual({
        name: 'CVE-1',
        uri: 'https://cve.mitre.org/cgi-bin/cvename.cgi?name=CVE-1',
        severity: 'CRITICAL',
        attributes: [
          { key: 'package_version', value: '1.1.1' },
          { key: 'package_name', value: 'openssl' },
        ],
      });
    }, world));

  test('of an image that the world does not describe is clean', () =>
    onStage(async (stage) => {
      await pushImage(stage, { repository: 'team/web', tags: ['v2'] });
      stage.clock.advance(2000);
      const ended = await describeScan(stage, 'v2');
      expect(ended.imageScanFindings).toMatchObject({ findings: [], findingSeverityCounts: {} });
    }, world));

  test('ends as the world says', () =>
    onStage(async (stage) => {
      await pushImage(stage, { repository: 'team/web', tags: ['broken'] });
      stage.clock.advance(2000);
      const ended = await describeScan(stage, 'broken');
      expect(ended.imageScanStatus?.status).toBe('UNSUPPORTED_IMAGE');
      expect(ended.imageScanFindings).toBeUndefined();
    }, world));

  test('is read in pages, with the counts of all of it', () =>
    onStage(async (stage) => {
      await pushImage(stage, { repository: 'team/web', tags: ['v3'] });
      stage.clock.advance(2000);
      const first = await describeScan(stage, 'v3', { maxResults: 2 });
      const { nextToken } = first;
      const second = await describeScan(stage, 'v3', { maxResults: 2, nextToken });
      const pages = [first, second].map((page) => page.imageScanFindings?.findings?.map(({ name }) => name));
      expect(pages).toEqual([['CVE-1', 'CVE-2'], ['CVE-3']]);
      expect(second.nextToken).toBeUndefined();
      expect(second.imageScanFindings?.findingSeverityCounts).toEqual({ CRITICAL: 1, HIGH: 2 });
    }, world));

  test('of a platform finds what the tag of its index says', () =>
    onStage(async (stage) => {
      const { digest } = await pushImage(stage, { repository: 'team/web', tags: [] });
      const child = { mediaType: mediaTypes.ociManifest, digest, size: 1 };
      const bytes = Buffer.from(JSON.stringify({ manifests: [child] }));
      await registryOf(stage).putManifest('team/web', 'v3', { bytes, mediaType: mediaTypes.ociIndex });
      stage.clock.advance(2000);
      const command = new DescribeImageScanFindingsCommand({
        repositoryName: 'team/web',
        imageId: { imageDigest: digest },
      });
      expect((await stage.client.send(command)).imageScanFindings?.findings).toHaveLength(3);
    }, world));
});

describe('a scan that is asked for', () => {
  test('does not exist before, and begins once in a day', () =>
    onStage(async (stage) => {
      const { digest } = await pushImage(stage, { repository: 'fixed', tags: ['v1'] });
      const read = new DescribeImageScanFindingsCommand(scanOf('v1', 'fixed'));
      await expect(stage.client.send(read)).rejects.toMatchObject({
        name: 'ScanNotFoundException',
        message:
          "Image scan does not exist for the image with '{imageDigest:'null', imageTag:'v1'}' in the repository with name 'fixed' in the registry with id '123456789012'",
      });
      const start = new StartImageScanCommand(scanOf('v1', 'fixed'));
      const started = await stage.client.send(start);
      expect(started.imageId?.imageDigest).toBe(digest);
      expect(started.imageScanStatus?.status).toBe('IN_PROGRESS');
      await expect(stage.client.send(start)).rejects.toMatchObject({ name: 'LimitExceededException' });
      stage.clock.advance(24 * 3_600_000);
      await expect(stage.client.send(start)).resolves.toBeDefined();
    }));

  test('counts the scan on push', () =>
    onStage(async (stage) => {
      await pushImage(stage, { repository: 'team/web', tags: ['v1'] });
      const start = new StartImageScanCommand(scanOf('v1'));
      await expect(stage.client.send(start)).rejects.toMatchObject({
        name: 'LimitExceededException',
        message: 'The scan quota per image has been exceeded. Wait and try again.',
      });
    }));

  test('is not for an index', () =>
    onStage(async (stage) => {
      const bytes = Buffer.from(JSON.stringify({ mediaType: mediaTypes.ociIndex, manifests: [] }));
      await registryOf(stage).putManifest('team/web', 'all', { bytes, mediaType: mediaTypes.ociIndex });
      await expect(stage.client.send(new StartImageScanCommand(scanOf('all')))).rejects.toMatchObject({
        name: 'UnsupportedImageTypeException',
        message: `An artifact with media type '${mediaTypes.ociIndex}' cannot be scanned.`,
      });
    }));

  test.each([
    ['RepositoryNotFoundException', 'v1', 'nowhere'],
    ['ImageNotFoundException', 'v9', 'fixed'],
  ])('answers %s for what is not there', (name, tag, repository) =>
    onStage(async (stage) => {
      const start = new StartImageScanCommand(scanOf(tag, repository));
      const read = new DescribeImageScanFindingsCommand(scanOf(tag, repository));
      await expect(stage.client.send(start)).rejects.toMatchObject({ name });
      await expect(stage.client.send(read)).rejects.toMatchObject({ name });
    }),
  );

  test('is not for an archived image', () =>
    onStage(async (stage) => {
      await pushImage(stage, { repository: 'fixed', tags: ['v1'] });
      const targetStorageClass = 'ARCHIVE';
      await stage.client.send(
        new UpdateImageStorageClassCommand({ ...scanOf('v1', 'fixed'), targetStorageClass }),
      );
      const start = new StartImageScanCommand(scanOf('v1', 'fixed'));
      await expect(stage.client.send(start)).rejects.toMatchObject({ name: 'ImageArchivedException' });
      const read = new DescribeImageScanFindingsCommand(scanOf('v1', 'fixed'));
      const { imageScanStatus } = await stage.client.send(read);
      expect(imageScanStatus?.status).toBe('IMAGE_ARCHIVED');
    }));

  test('has one finding for each package, which Inspector would put together, and knows nothing of UNTRIAGED', () => {
    const both = [finding('CVE-1', 'HIGH'), finding('CVE-1', 'HIGH'), finding('CVE-2', 'UNTRIAGED')];
    return onStage(
      async (stage) => {
        await pushImage(stage, { repository: 'team/web', tags: ['v3'] });
        stage.clock.advance(2000);
        const { imageScanFindings } = await describeScan(stage, 'v3');
        const told = imageScanFindings?.findings?.map(({ name, severity }) => [name, severity]);
        expect(told).toEqual([
          ['CVE-1', 'HIGH'],
          ['CVE-1', 'HIGH'],
          ['CVE-2', 'UNDEFINED'],
        ]);
        expect(imageScanFindings?.findingSeverityCounts).toEqual({ HIGH: 2, UNDEFINED: 1 });
      },
      { ...world, images: [imageWorld('v3', { findings: both })] },
    );
  });
});

describe.each(['StartImageScan', 'DescribeImageScanFindings'])('%s', (operation) => {
  const sent = ({ client }: EcrStage): Promise<unknown> =>
    operation === 'StartImageScan'
      ? client.send(new StartImageScanCommand(scanOf('v1')))
      : client.send(new DescribeImageScanFindingsCommand(scanOf('v1')));

  test('is denied by the name of its right, in the repositories that are meant', () =>
    onStage(
      async (stage) => {
        await expect(sent(stage)).rejects.toMatchObject({
          name: 'AccessDeniedException',
          message: expect.stringContaining(`ecr:${operation} on resource: arn:aws:ecr:eu-west-1:`),
        });
      },
      { ...world, deny: [{ action: `ecr:${operation}`, resource: '*:repository/team/*' }] },
    ));

  test('is struck by a fault', () => {
    const strike = { resource: '*', skip: 0, times: 1, when: 'before' as const, delay: 0 };
    const error = { error: 'ThrottlingException', message: 'Rate exceeded' };
    return onStage(
      async (stage) => {
        await expect(sent(stage)).rejects.toMatchObject({ name: 'ThrottlingException' });
        await expect(sent(stage)).rejects.toMatchObject({ name: 'ImageNotFoundException' });
      },
      { ...world, faults: [{ operation: `ecr:${operation}`, ...error, ...strike }] },
    );
  });
});
