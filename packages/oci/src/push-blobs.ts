/**
 * The blobs of an image on their way: taken over inside the registry where it does that, else sent. Whether it does is
 * a matter of the two repositories (their encryption, a setting of the account), not of a blob: one refusal stands
 * for all.
 */
import type { Image } from './image.ts';
import type { Descriptor } from './manifest.ts';
import { inParallel } from './parallel.ts';
import type { PushTarget } from './push-target.ts';

export interface SentBlobs {
  readonly pushedBlobs: number;
  /** Bytes of the blobs that were sent. */
  readonly pushedBytes: number;
  /** Those that the registry took over from another repository. */
  readonly mountedBlobs: number;
}

/** At once: registries are slow one by one and throttle all together. */
export const blobsAtOnce = 4;

/** The repository whose blobs can be taken over; undefined when the image comes from elsewhere. */
export function mountSource({ home }: Image, { registry, repository }: PushTarget): string | undefined {
  return home?.host === registry.host && home.repository !== repository ? home.repository : undefined;
}

/** Which of them the repository lacks. */
export async function missingOf(
  blobs: readonly Descriptor[],
  { registry, repository }: PushTarget,
): Promise<readonly Descriptor[]> {
  const has = await inParallel(blobs, blobsAtOnce, ({ digest }) => registry.hasBlob(repository, digest));
  return blobs.filter((_, index) => has[index] !== true);
}

export async function sendBlobs(
  blobs: readonly Descriptor[],
  image: Image,
  target: PushTarget,
): Promise<SentBlobs> {
  // The largest first, so that it is not the one that all others wait for at the end.
  const [first, ...rest] = [...blobs].sort((a, b) => b.size - a.size);
  if (first === undefined) return { pushedBlobs: 0, pushedBytes: 0, mountedBlobs: 0 };
  const from = mountSource(image, target);
  const send = (blob: Descriptor, mountFrom: string | undefined) => sendBlob(blob, image, target, mountFrom);
  if (from === undefined) {
    return counted(
      [first, ...rest],
      await inParallel([first, ...rest], blobsAtOnce, (blob) => send(blob, undefined)),
    );
  }
  const answer = await send(first, from);
  const later = answer === 'mounted' ? from : undefined;
  const answers = await inParallel(rest, blobsAtOnce, (blob) => send(blob, later));
  return counted([first, ...rest], [answer, ...answers]);
}

function sendBlob(
  blob: Descriptor,
  image: Image,
  { registry, repository }: PushTarget,
  mountFrom: string | undefined,
): Promise<'mounted' | 'uploaded'> {
  return registry.uploadBlob(repository, blob, (range) => image.open(blob.digest, range), {
    mountFrom,
    unlike: (why) => image.unlike(blob.digest, why),
  });
}

function counted(blobs: readonly Descriptor[], ends: readonly ('mounted' | 'uploaded')[]): SentBlobs {
  const sent = blobs.filter((_, index) => ends[index] === 'uploaded');
  return {
    pushedBlobs: sent.length,
    pushedBytes: sent.reduce((total, { size }) => total + size, 0),
    mountedBlobs: blobs.length - sent.length,
  };
}
