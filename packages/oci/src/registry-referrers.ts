/**
 * What refers to a manifest, asked as OCI 1.1 has it; and where a registry is older, by the tag under which clients
 * keep that list themselves.
 */
import { hexOf } from './digest.ts';
import { MalformedManifest, parseManifest, type Descriptor } from './manifest.ts';
import { mediaTypes } from './media-types.ts';
import { RegistryError } from './registry-error.ts';
import { getManifest } from './registry-manifests.ts';
import type { Send } from './registry-transport.ts';

export interface ReferrerList {
  /** Who keeps it: the registry; or clients, under a tag. */
  readonly keptBy: 'registry' | 'tag';
  readonly referrers: readonly Descriptor[];
}

/** The tag under which clients keep the list: `sha256-‹hex›`. */
export const referrersTag = (digest: string): string => `sha256-${hexOf(digest)}`;

const mostPages = 50;

/** @returns undefined when the registry does not answer such questions. */
export async function getReferrers(
  send: Send,
  repository: string,
  digest: string,
): Promise<readonly Descriptor[] | undefined> {
  const referrers: Descriptor[] = [];
  let url: string | undefined = `/v2/${repository}/referrers/${digest}`;
  for (let page = 0; url !== undefined && page < mostPages; page += 1) {
    const response: Response = await send({ method: 'GET', url, expect: [200, 404, 405] });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const isList = response.headers.get('content-type')?.startsWith(mediaTypes.ociIndex) === true;
    if (response.status !== 200 || !isList) return undefined;
    referrers.push(...listed(bytes));
    url = nextPage(response);
  }
  return referrers;
}

/** Empty when there is no such tag. */
export async function getTaggedReferrers(
  send: Send,
  repository: string,
  digest: string,
): Promise<readonly Descriptor[]> {
  const found = await getManifest(send, repository, referrersTag(digest));
  return found === undefined ? [] : listed(found.bytes);
}

function listed(bytes: Uint8Array): readonly Descriptor[] {
  try {
    const list = parseManifest(bytes, mediaTypes.ociIndex);
    return list.kind === 'index' ? list.manifests : [];
  } catch (error) {
    if (!(error instanceof MalformedManifest)) throw error;
    throw new RegistryError(200, ['MANIFEST_INVALID'], `its list can't be read, ${error.message}`);
  }
}

function nextPage(response: Response): string | undefined {
  const [, next] = /<([^>]+)>\s*;\s*rel="?next"?/.exec(response.headers.get('link') ?? '') ?? [];
  return next === undefined ? undefined : new URL(next, response.url).href;
}
