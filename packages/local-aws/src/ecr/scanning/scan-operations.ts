/** StartImageScan and DescribeImageScanFindings: scans begin, and what they find is told, as it stands in cloud time. */
import { ServiceError, type Operation } from '../../service.ts';
import { notScannable, scanLimitExceeded, scanNotFound, type ImageId } from '../errors.ts';
import { requireImage } from '../image-lookup.ts';
import type { PageRequest } from '../paging.ts';
import type { Image, Repositories, Repository } from '../repositories.ts';
import { requireActive } from '../storage-class.ts';
import { scanEvery } from './image-scans.ts';
import type { RegistryScanning } from './registry-scanning.ts';
import { plainStatus } from './scan-course.ts';
import type { TellScan } from './scan-telling.ts';

interface ScanRequest extends PageRequest {
  readonly repositoryName: string;
  readonly registryId?: string;
  readonly imageId: ImageId;
}

export interface ScanScene {
  readonly repositories: Repositories;
  readonly scanning: RegistryScanning;
  readonly tell: TellScan;
  /** Cloud time in milliseconds. */
  readonly now: () => number;
}

export function scanOperations(scene: ScanScene): Readonly<Record<string, Operation>> {
  const { repositories, scanning, tell, now } = scene;
  const repositoryOf = ({ repositoryName, registryId }: ScanRequest): Repository =>
    repositories.get(repositoryName, registryId);
  return {
    StartImageScan: (input) => {
      const request = input as unknown as ScanRequest;
      const repository = repositoryOf(request);
      // The only way in which ECR tells that Inspector scans this registry.
      if (scanning.current().type === 'ENHANCED')
        throw new ServiceError('ValidationException', 'This feature is disabled');
      const image = requireImage(repository, request.imageId);
      startScan(image, now());
      return { ...identity(repository, image), imageScanStatus: plainStatus('IN_PROGRESS') };
    },
    DescribeImageScanFindings: async (input) => {
      const request = input as unknown as ScanRequest;
      const repository = repositories.seen(repositoryOf(request));
      const image = requireImage(repository, request.imageId);
      const known = identity(repository, image);
      if (image.archived) return { ...known, imageScanStatus: plainStatus('IMAGE_ARCHIVED') };
      const told = await tell(repository, image, request);
      if (told === undefined) throw scanNotFound(request.imageId, repository);
      return { ...known, ...told };
    },
  };
}

function startScan(image: Image, now: number): void {
  requireActive(image);
  if (image.manifest.kind === 'index') throw notScannable(image.mediaType);
  const last = image.scans.at(-1);
  if (last !== undefined && now - last < scanEvery) throw scanLimitExceeded();
  image.scans.push(now);
}

const identity = ({ registryId, name }: Repository, { digest }: Image): object => ({
  registryId,
  repositoryName: name,
  imageId: { imageDigest: digest },
});
