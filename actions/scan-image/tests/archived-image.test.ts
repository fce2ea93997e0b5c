import { expect, test } from '@jest/globals';
import { reportOf } from '../src/reporting/report.ts';
import { nothingWritten } from '../src/reporting/written-files.ts';
import { scanImage } from '../src/scan-image.ts';
import { digest, given, world } from './world.ts';

const platforms = [{ platform: 'linux/amd64', digest: `sha256:${'1'.repeat(64)}` }];

test.each([
  ['an archived image', 'archived', undefined, 'it is archived, and ECR scans no archived image'],
  ['an archived index', 'archived', platforms, 'it is archived, and ECR scans no archived image'],
  [
    'an image that is being restored',
    'restoring',
    undefined,
    'it is being restored from the archive, and can be neither scanned nor pulled before that is done',
  ],
] as const)('%s is red as archived, and no scan of it is looked for', async (_, storage, index, reason) => {
  const ports = world({ storage, ...(index === undefined ? {} : { platforms: index }) });
  const { failure, outputs } = reportOf(await scanImage(given(), 'eu-west-1', ports), nothingWritten);
  expect(failure?.message).toBe(
    `web@${digest} may not be deployed: ${reason}. Restore the image in ECR, or push it again.`,
  );
  expect([failure?.code, outputs.verdict, outputs.allowed, outputs.digest]).toEqual([
    'scan-archived',
    'archived',
    'false',
    digest,
  ]);
  expect(ports.journal).toEqual([]);
});
