/** Basic scanning: an image is scanned once in 24 hours, on push or when asked, and takes a moment of cloud time. */
import type { Operation } from '../service.ts';
import type { World } from '../world.ts';
import { notScannable, scanLimitExceeded, scanNotFound, type ImageId } from './errors.ts';
import { requireImage, tagsAbove } from './image-lookup.ts';
import { pageOf, type PageRequest } from './paging.ts';
import type { Image, Repositories, Repository } from './repositories.ts';
import {
  basicFinding,
  scanPlanOf,
  severityCounts,
  statusDescription,
  type ScanPlan,
} from './scan-findings.ts';
import { requireActive } from './storage-class.ts';

interface ScanRequest extends PageRequest {
  readonly repositoryName: string;
  readonly registryId?: string;
  readonly imageId: ImageId;
}

interface ScanningRequest {
  readonly repositoryNames: readonly string[];
}

const scanEvery = 24 * 60 * 60 * 1000;

/** What the world says of scans: what each finds, and how long it takes. */
export type ScanWorld = Pick<World, 'images'> & { readonly timings: Pick<World['timings'], 'scanning'> };

/** @param now cloud time in milliseconds. */
export function scanOperations(
  repositories: Repositories,
  { images, timings }: ScanWorld,
  now: () => number,
): Readonly<Record<string, Operation>> {
  const asked = (input: object): { repository: Repository; image: Image; request: ScanRequest } => {
    const request = input as ScanRequest;
    const repository = repositories.get(request.repositoryName, request.registryId);
    return { repository, request, image: requireImage(repository, request.imageId) };
  };
  return {
    StartImageScan: (input) => {
      const { repository, image } = asked(input);
      startScan(image, now());
      return { ...identity(repository, image), imageScanStatus: scanStatus('IN_PROGRESS') };
    },
    DescribeImageScanFindings: (input) => {
      const { repository, image, request } = asked(input);
      if (image.archived)
        return { ...identity(repository, image), imageScanStatus: scanStatus('IMAGE_ARCHIVED') };
      if (image.scannedAt === undefined) throw scanNotFound(request.imageId, repository);
      const tags = tagsAbove(repository, image.digest);
      const plan = scanPlanOf(images, { repository: repository.name, tags });
      const times = { begun: image.scannedAt, now: now(), takes: timings.scanning };
      return { ...identity(repository, image), ...scanAnswer(plan, times, request) };
    },
    GetRegistryScanningConfiguration: (_input, { account }) => ({
      registryId: account,
      scanningConfiguration: { scanType: 'BASIC', rules: scanRules(repositories.list()) },
    }),
    BatchGetRepositoryScanningConfiguration: (input) =>
      scanningOf((input as unknown as ScanningRequest).repositoryNames, repositories),
  };
}

function startScan(image: Image, now: number): void {
  requireActive(image);
  if (image.manifest.kind === 'index') throw notScannable(image.mediaType);
  if (image.scannedAt !== undefined && now - image.scannedAt < scanEvery) throw scanLimitExceeded();
  image.scannedAt = now;
}

const scanStatus = (status: string): object => ({ status, description: statusDescription(status) });

const identity = ({ registryId, name }: Repository, { digest }: Image): object => ({
  registryId,
  repositoryName: name,
  imageId: { imageDigest: digest },
});

/** Milliseconds of cloud time. */
interface ScanTimes {
  readonly begun: number;
  readonly now: number;
  /** From the beginning to the findings. */
  readonly takes: number;
}

/**
 * ECR is known to call an Inspector scan COMPLETE or ACTIVE with an empty list for some seconds before its findings
 * are there (aws/aws-sdk#289). Here every scan that can be read does so for the second half of its time, so that
 * whoever takes that answer for a clean image is found out.
 */
function scanAnswer(plan: ScanPlan, { begun, now, takes }: ScanTimes, request: ScanRequest): object {
  const ended = begun + takes;
  const reads = plan.status === 'COMPLETE' || plan.status === 'ACTIVE';
  if (now < (reads ? begun + takes / 2 : ended)) return { imageScanStatus: scanStatus('IN_PROGRESS') };
  const imageScanStatus = scanStatus(plan.status);
  if (!reads) return { imageScanStatus };
  if (now < ended) return { imageScanStatus, imageScanFindings: { findings: [] } };
  const page = pageOf(plan.findings, request);
  const imageScanFindings = {
    findings: page.items.map(basicFinding),
    findingSeverityCounts: severityCounts(plan.findings),
    imageScanCompletedAt: new Date(ended),
    vulnerabilitySourceUpdatedAt: new Date(ended),
  };
  return { imageScanStatus, imageScanFindings, nextToken: page.nextToken };
}

function scanRules(all: readonly Repository[]): readonly object[] {
  const onPush = all.filter(({ scanOnPush }) => scanOnPush);
  if (onPush.length === 0) return [];
  const repositoryFilters = onPush.map(({ name }) => ({ filter: name, filterType: 'WILDCARD' }));
  return [{ scanFrequency: 'SCAN_ON_PUSH', repositoryFilters }];
}

function scanningOf(names: readonly string[], repositories: Repositories): object {
  const scanningConfigurations: object[] = [];
  const failures: object[] = [];
  for (const repositoryName of names) {
    const found = repositories.find(repositoryName);
    if (found !== undefined) scanningConfigurations.push(configurationOf(found));
    else
      failures.push({
        repositoryName,
        failureCode: 'REPOSITORY_NOT_FOUND',
        failureReason: 'The specified repository could not be found.',
      });
  }
  return { scanningConfigurations, failures };
}

const configurationOf = ({ name, arn, scanOnPush }: Repository): object => ({
  repositoryArn: arn,
  repositoryName: name,
  scanOnPush,
  scanFrequency: scanOnPush ? 'SCAN_ON_PUSH' : 'MANUAL',
  appliedScanFilters: scanOnPush ? [{ filter: name, filterType: 'WILDCARD' }] : [],
});
