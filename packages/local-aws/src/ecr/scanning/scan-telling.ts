/** One answer about a scan: how it stands, and a page of what it found, in the shape of the scanner that made it. */
import type { KnownFindings } from '../../inspector/known-findings.ts';
import type { ImageWorld, World } from '../../world.ts';
import { tagsOf } from '../image-lookup.ts';
import type { PageRequest } from '../paging.ts';
import type { Image, Repository } from '../repositories.ts';
import type { ScannedImage } from './enhanced-findings.ts';
import { createFindsOfImages } from './finds-of-images.ts';
import type { ImageContents, ReadContents } from './image-contents.ts';
import { entryOf } from './image-entries.ts';
import { firstHalf } from './found.ts';
import { scanOf } from './image-scans.ts';
import type { RegistryScanning } from './registry-scanning.ts';
import { courseOf, standingAt, toldStatus, type Scan } from './scan-course.ts';
import { scanPage } from './scan-pages.ts';
import { basicFindings, enhancedFindings } from './told-findings.ts';

/** What the world says of scans: what each finds, and how long it takes. */
export type ScanWorld = Pick<
  World,
  'account' | 'region' | 'images' | 'scanning' | 'vulnerabilities' | 'consistency'
> & { readonly timings: Pick<World['timings'], 'scanning' | 'attaching'> };

export interface TellingScene {
  readonly world: ScanWorld;
  readonly scanning: RegistryScanning;
  readonly contents: ReadContents;
  readonly known: KnownFindings;
  /** Cloud time in milliseconds. */
  readonly now: () => number;
}

/** Undefined when ECR knows of no scan. @throws ServiceError for a page that is none */
export type TellScan = (
  repository: Repository,
  image: Image,
  request: PageRequest,
) => Promise<object | undefined>;

export function scanTelling(scene: TellingScene): TellScan {
  const { world, scanning, contents, now } = scene;
  const takes = world.timings.scanning;
  const findings = findingsTelling(scene);
  return async (repository, image, request) => {
    // What is read may lag behind what is.
    const at = now() - (world.consistency.images ?? 0);
    const scan = scanOf(repository, image, scanning, at);
    if (scan === undefined) return undefined;
    const inside = await contents(image);
    const entry = entryOf(world.images, repository, image, inside.platform);
    const standing = standingAt(scan, courseOf(scan, entry, takes), at, takes);
    if (standing === undefined) return undefined;
    const imageScanStatus = toldStatus(standing);
    const { attachedAt } = standing;
    if (attachedAt === undefined) return { imageScanStatus };
    if (at < attachedAt) return { imageScanStatus, imageScanFindings: { findings: [] } };
    const told = findings({ repository, image, scan, inside, entry, attachedAt, at }, request);
    return { imageScanStatus, ...told };
  };
}

/** A scan whose findings are there. */
interface ReadableScan {
  readonly repository: Repository;
  readonly image: Image;
  readonly scan: Scan;
  readonly inside: ImageContents;
  readonly entry: ImageWorld | undefined;
  /** Cloud times in milliseconds. */
  readonly attachedAt: number;
  readonly at: number;
}

function findingsTelling({ world, known }: TellingScene) {
  const finds = createFindsOfImages(world.vulnerabilities ?? []);
  return (read: ReadableScan, request: PageRequest): object => {
    const { repository, image, scan, attachedAt } = read;
    const name = `${repository.name}@${image.digest}`;
    const page = scanPage(request, `${scan.kind} ${scan.begunAt} ${name}`, read.at);
    const pushedAt = image.pushedAt.getTime();
    const foundAt = finds(name, read.entry, read.inside);
    if (scan.kind === 'basic') {
      return basicFindings(foundAt(attachedAt - pushedAt), new Date(attachedAt), page);
    }
    const found = foundAt(page.at - pushedAt);
    const completedAt = new Date(Math.max(attachedAt, pushedAt + found.since));
    const isWhole = page.at >= attachedAt + (world.timings.attaching ?? 0);
    return enhancedFindings(isWhole ? found : firstHalf(found), completedAt, page, {
      image: scannedImage(world, read),
      known,
    });
  };
}

const scannedImage = (
  { account, region }: Pick<World, 'account' | 'region'>,
  { repository, image, inside }: Pick<ReadableScan, 'repository' | 'image' | 'inside'>,
): ScannedImage => ({
  account,
  region,
  repository: repository.name,
  digest: image.digest,
  tags: tagsOf(repository, image.digest),
  pushedAt: image.pushedAt,
  architecture: inside.architecture,
});
