/** What scans find in each image, kept from one page to the next for as long as the world's same entry is about it. */
import type { ImageWorld, VulnerabilityWorld } from '../../world.ts';
import { findsOf, type Found } from './found.ts';
import type { ImageContents } from './image-contents.ts';
import { worldFindings } from './world-findings.ts';

/** @returns what is found in an image at an age of it, in milliseconds. */
export type FindsOfImages = (
  /** Repository and digest. */
  image: string,
  entry: ImageWorld | undefined,
  contents: ImageContents,
) => (age: number) => Found;

interface Kept {
  readonly entry: ImageWorld | undefined;
  readonly at: (age: number) => Found;
}

export function createFindsOfImages(vulnerabilities: readonly VulnerabilityWorld[]): FindsOfImages {
  const kept = new Map<string, Kept>();
  return (image, entry, contents) => {
    const known = kept.get(image);
    // A tag that was moved may make another entry be about the image.
    if (known?.entry === entry && known !== undefined) return known.at;
    const at = findsOf(worldFindings(entry, contents, vulnerabilities));
    kept.set(image, { entry, at });
    return at;
  };
}
