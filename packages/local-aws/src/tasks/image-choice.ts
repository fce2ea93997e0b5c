/**
 * Which image a container runs and how: the registry knows the image, the world's first matching `images` entry
 * says how it behaves. Pure, so that the words of a failed pull can be read in a test.
 */
import type { ImageStore, StoredImage } from '../ports.ts';
import type { BehaviourWorld, ImageWorld } from '../world.ts';

export type ImageChoice = (
  | { readonly kind: 'process'; readonly image: StoredImage }
  | {
      readonly kind: 'scripted';
      readonly image: StoredImage;
      readonly behaviour: readonly BehaviourWorld[];
    }
  /** Never starts; told `after` milliseconds. */
  | { readonly kind: 'fails'; readonly after: number; readonly reason: string }
) & {
  /** What said so, if the world did. */
  readonly entry: ImageWorld | undefined;
};

/** @param reference as the task definition names it. */
export function chooseImage(
  reference: string,
  images: Pick<ImageStore, 'find'>,
  entries: readonly ImageWorld[],
): ImageChoice {
  const image = images.find(reference);
  if (image === undefined)
    return { kind: 'fails', after: 0, reason: cannotPull(reference), entry: undefined };
  const fitted = { ...image, digests: [image.digest], platform: undefined };
  const entry = entries.find((each) => fitsImage(each, fitted));
  // What the world says nothing about is taken for what it is: a program.
  if (entry?.runtime !== 'scripted') return { kind: 'process', image, entry };
  const failure = entry.behaviour.find(({ fails }) => fails !== undefined);
  if (failure?.fails !== undefined) return { kind: 'fails', after: failure.at, reason: failure.fails, entry };
  return { kind: 'scripted', image, behaviour: entry.behaviour, entry };
}

/** Entries of the world that count a limited number of times, each container one. */
export function limitedEntries(entries: readonly ImageWorld[]) {
  const left = new Map<ImageWorld | undefined, number>(
    entries.flatMap((each) => (each.times === undefined ? [] : [[each, each.times]])),
  );
  let current = entries;
  return {
    current: () => current,
    used: (entry: ImageWorld | undefined): void => {
      const times = entry && left.get(entry);
      if (times === undefined) return;
      left.set(entry, times - 1);
      if (times <= 1) current = current.filter((each) => each !== entry);
    },
  };
}

/** In the words of ECS on Fargate. */
export function cannotPull(reference: string): string {
  return (
    'CannotPullContainerError: pull image manifest has been retried 1 time(s): ' +
    `failed to resolve ref ${reference}: ${reference}: not found`
  );
}

/** What is known of an image that an entry of the world may be about. */
export interface FittedImage {
  readonly repository: string;
  /** Its own and those of the indexes that list it. */
  readonly digests: readonly string[];
  readonly tags: readonly string[];
  /** `linux/arm64`; undefined where an entry for one platform is not meant. */
  readonly platform: string | undefined;
}

export function fitsImage(entry: ImageWorld, image: FittedImage): boolean {
  if (entry.repository !== image.repository) return false;
  if (entry.digest !== undefined && !image.digests.includes(entry.digest)) return false;
  if (entry.platform !== undefined && entry.platform !== image.platform) return false;
  const tags = image.tags.length === 0 ? [''] : image.tags;
  return tags.some((tag) => fitsPattern(tag, entry.tag));
}

/** `*` stands for any run of characters, none included. */
export function fitsPattern(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest) {
    const at = text.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
