/**
 * What refers to a manifest, asked as OCI 1.1 has it; and where a registry is older, by the tag under which clients
 * keep that list themselves.
 */
import { hexOf } from './digest.ts';
import { MalformedManifest, parseManifest, type Descriptor } from './manifest.ts';
import { mediaTypes } from './media-types.ts';
import { readAnswer, RegistryError } from './registry-error.ts';
import { getManifest } from './registry-manifests.ts';
import type { Send } from './registry-transport.ts';

export interface ReferrerList {
  /** Who keeps it: the registry; or clients, under a tag. */
  readonly keptBy: 'registry' | 'tag';
  readonly referrers: readonly Descriptor[];
  /** False when the list goes on after as many pages as are read of one. */
  readonly isWhole: boolean;
}

/** The tag under which clients keep the list: `sha256-‹hex›`. */
export const referrersTag = (digest: string): string => `sha256-${hexOf(digest)}`;

/** Who lists more than this would have us read without end. */
export const mostPages = 50;

/** @returns undefined when the registry does not answer such questions: it says so at the first page. */
export async function getReferrers(
  send: Send,
  repository: string,
  digest: string,
): Promise<ReferrerList | undefined> {
  const referrers: Descriptor[] = [];
  let url: string | undefined = `/v2/${repository}/referrers/${digest}`;
  for (let page = 1; url !== undefined && page <= mostPages; page += 1) {
    const response: Response = await send({
      method: 'GET',
      url,
      expect: page === 1 ? [200, 404, 405] : [200],
    });
    const bytes = await readAnswer(response);
    if (response.status !== 200 || !isList(response)) {
      if (page === 1) return undefined;
      throw unreadable(`page ${String(page)} is none`);
    }
    referrers.push(...listed(bytes));
    url = nextPage(response);
  }
  return { keptBy: 'registry', referrers, isWhole: url === undefined };
}

const isList = ({ headers }: Response): boolean =>
  headers.get('content-type')?.startsWith(mediaTypes.ociIndex) === true;

/** Empty when there is no such tag. */
export async function getTaggedReferrers(
  send: Send,
  repository: string,
  digest: string,
): Promise<ReferrerList> {
  const found = await getManifest(send, repository, referrersTag(digest));
  return { keptBy: 'tag', referrers: found === undefined ? [] : listed(found.bytes), isWhole: true };
}

function listed(bytes: Uint8Array): readonly Descriptor[] {
  try {
    const list = parseManifest(bytes, mediaTypes.ociIndex);
    return list.kind === 'index' ? list.manifests : [];
  } catch (error) {
    if (!(error instanceof MalformedManifest)) throw error;
    throw unreadable(error.message);
  }
}

const unreadable = (why: string): RegistryError =>
  new RegistryError(200, ['MANIFEST_INVALID'], `its list can't be read, ${why}`);

function nextPage(response: Response): string | undefined {
  const [, next] = /<([^>]+)>\s*;\s*rel="?next"?/.exec(response.headers.get('link') ?? '') ?? [];
  return next === undefined ? undefined : new URL(next, response.url).href;
}
