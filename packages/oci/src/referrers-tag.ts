/** The list of referrers under a tag, kept by hand in a registry that keeps none: ours is added to what it holds. */
import type { Referrer } from './image.ts';
import { parseObject } from './manifest.ts';
import { mediaTypes } from './media-types.ts';
import type { PushTarget } from './push-target.ts';
import { referrersTag } from './registry-referrers.ts';

export async function listUnderTag(referrer: Referrer, { registry, repository }: PushTarget): Promise<void> {
  const { subject, root } = referrer;
  const { keptBy, referrers } = await registry.listReferrers(repository, subject);
  if (keptBy === 'registry' || referrers.some(({ digest }) => digest === root.digest)) return;
  const tag = referrersTag(subject);
  const held = await registry.readManifest(repository, tag);
  const listed: unknown = held === undefined ? [] : parseObject(held.bytes).manifests;
  const manifests = [...(Array.isArray(listed) ? (listed as readonly unknown[]) : []), entryOf(referrer)];
  const mediaType = mediaTypes.ociIndex;
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests }));
  await registry.putManifest(repository, tag, { bytes, mediaType });
}

function entryOf({ root, artifactType }: Referrer): object {
  const { mediaType, digest, bytes } = root;
  const { annotations } = parseObject(bytes);
  return {
    ...{ mediaType, digest, size: bytes.byteLength, artifactType },
    ...(annotations === undefined ? {} : { annotations }),
  };
}
