/** The third source, an image of a registry: read by its manifests only, wherever the login reaches. */
import type { Image } from '@slipway/oci/image';
import { openImage } from '@slipway/oci/remote-image';
import { parseReference } from '@slipway/oci/reference';
import { Unreadable, type Parser } from '@slipway/action-kit/parsers';
import type { Registry } from '@slipway/oci/registry';

export interface PromotionSource {
  /** `host` or `host:port`; undefined for the registry that the image goes to. */
  readonly registry: string | undefined;
  readonly repository: string;
  readonly digest: string;
}

export const promotionSource: Parser<PromotionSource> = {
  expects: 'an image by its digest, `repository@sha256:…` or `registry/repository@sha256:…`',
  read: (value) => {
    const parsed = parseReference(value);
    if (parsed === undefined) throw new Unreadable();
    const { registry, repository, tag, digest } = parsed;
    if (tag !== undefined)
      throw new Unreadable(`the tag \`${tag}\` is too much: the digest alone says which image`);
    if (digest === undefined) throw new Unreadable('it names no digest');
    return { registry, repository, digest };
  },
};

/** @param at gives the registry of a host, logged in. @throws Failure of kind input when there is no such image. */
export async function openPromoted(
  { registry, repository, digest }: PromotionSource,
  ownHost: string,
  at: (host: string) => Promise<Registry>,
): Promise<Image> {
  return openImage(await at(registry ?? ownHost), repository, digest);
}
