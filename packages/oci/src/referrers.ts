/**
 * Finding what refers to an image: signatures, SBOMs and attestations, of the image, of its parts, and of what was
 * found; by the referrers of OCI 1.1, and by the tags that cosign used before them.
 */
import type { LeftBehind, ManifestTree, Referrer, Referrers } from './image.ts';
import { hexOf } from './digest.ts';
import { MalformedManifest, parseManifest, type Descriptor, type Manifest } from './manifest.ts';
import { readTree } from './manifest-tree.ts';
import { inParallel } from './parallel.ts';
import { mediaTypes } from './media-types.ts';
import type { Registry } from './registry.ts';
import { mostPages } from './registry-referrers.ts';

export type ReferrerSource = Pick<Registry, 'readManifest' | 'listReferrers'>;

/** Who signs more than this does not mean to; what is beyond is named, not read. */
const mostReferrers = 200;
const askedAtOnce = 4;

export async function findReferrers(
  source: ReferrerSource,
  repository: string,
  { manifests }: ManifestTree,
): Promise<Referrers> {
  const known = new Set(manifests.map(({ digest }) => digest));
  const read = (each: Listed): Promise<Referrers> => readReferrer(source, repository, each);
  const ask = (subject: string): Promise<ListOf> => list(source, repository, subject);
  let all = merged(
    await inParallel([...known], askedAtOnce, (subject) => readTagged(source, repository, subject)),
  );
  for (let asked: readonly string[] = [...known]; asked.length > 0;) {
    const lists = await inParallel(asked, askedAtOnce, ask);
    const listed = lists.flatMap((each) => each.listed);
    const fresh = listed.filter(({ digest }) => !known.has(digest) && known.add(digest));
    const room = Math.max(0, mostReferrers - all.found.length);
    const next = merged(await inParallel(fresh.slice(0, room), askedAtOnce, read));
    const unread = [...fresh.slice(room).map(tooMany), ...lists.flatMap(({ beyond }) => beyond ?? [])];
    all = merged([all, next, { found: [], unreadable: unread }]);
    asked = next.found.map(({ root }) => root.digest);
  }
  return all;
}

const merged = (parts: readonly Referrers[]): Referrers => ({
  found: parts.flatMap(({ found }) => found),
  unreadable: parts.flatMap(({ unreadable }) => unreadable),
});

/** A descriptor in a list of referrers, or made of a tag. */
interface Listed extends Descriptor, Pick<Referrer, 'subject' | 'tag'> {}

interface ListOf {
  readonly listed: readonly Listed[];
  /** What was not listed to its end. */
  readonly beyond: LeftBehind | undefined;
}

async function list(source: ReferrerSource, repository: string, subject: string): Promise<ListOf> {
  const { referrers, isWhole } = await source.listReferrers(repository, subject);
  const listed = referrers.map((each) => ({ ...each, subject, tag: undefined }));
  return { listed, beyond: isWhole ? undefined : beyondList(subject) };
}

/** What cosign up to its second version hangs on a digest: tags made of it. */
async function readTagged(source: ReferrerSource, repository: string, subject: string): Promise<Referrers> {
  const read: Referrers[] = [];
  for (const suffix of ['sig', 'att', 'sbom']) {
    const tag = `sha256-${hexOf(subject)}.${suffix}`;
    const found = await source.readManifest(repository, tag);
    if (found === undefined) continue;
    const { digest, mediaType, bytes } = found;
    const blank = { annotations: {}, platform: undefined };
    const listed = { ...blank, digest, mediaType, size: bytes.byteLength, subject, tag };
    read.push(await readReferrer(source, repository, listed));
  }
  return merged(read);
}

async function readReferrer(source: ReferrerSource, repository: string, listed: Listed): Promise<Referrers> {
  const { subject, tag } = listed;
  try {
    const tree = await readTree(listed, (descriptor) => readStored(source, repository, descriptor));
    const artifactType = artifactTypeOf(tree.root.manifest);
    return { found: [{ ...tree, subject, tag, artifactType }], unreadable: [] };
  } catch (error) {
    if (!(error instanceof MalformedManifest)) throw error;
    return { found: [], unreadable: [leftBehind(listed, error.message)] };
  }
}

async function readStored(source: ReferrerSource, repository: string, { digest, mediaType }: Descriptor) {
  const found = await source.readManifest(repository, digest);
  if (found === undefined) throw new MalformedManifest(`its manifest ${digest} is not in the repository`);
  return { bytes: found.bytes, manifest: parseManifest(found.bytes, found.mediaType || mediaType) };
}

/** Older artifacts say it by the media type of their configuration. */
const artifactTypeOf = (manifest: Manifest): string =>
  manifest.artifactType ?? (manifest.kind === 'image' ? manifest.config.mediaType : manifest.mediaType);

const leftBehind = ({ digest, mediaType, tag }: Listed, why: string): LeftBehind => ({
  reference: tag ?? digest,
  artifactType: mediaType,
  why,
});

const tooMany = (listed: Listed): LeftBehind =>
  leftBehind(listed, `there are more than ${String(mostReferrers)}`);

const beyondList = (subject: string): LeftBehind => ({
  reference: `the rest of the list of ${subject}`,
  artifactType: mediaTypes.ociIndex,
  why: `it goes on after ${String(mostPages)} pages`,
});
