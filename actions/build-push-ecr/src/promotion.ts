/** The third source, an image of a registry: read by its manifests only, wherever the login reaches. */
import { Failure, inputFailure } from '@slipway/action-kit/failures';
import type { Image } from '@slipway/oci/image';
import { openImage } from '@slipway/oci/remote-image';
import { parseReference } from '@slipway/oci/reference';
import { Unreadable, type Parser } from '@slipway/action-kit/parsers';
import type { Registry } from '@slipway/oci/registry';
import { mayHaveToken } from './logins.ts';

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

/** @param at gives the registry of a host, logged in where that is allowed. @throws Failure of kind input when there is no such image. */
export async function openPromoted(
  { registry, repository, digest }: PromotionSource,
  ownHost: string,
  at: (host: string) => Promise<Registry>,
): Promise<Image> {
  const host = registry ?? ownHost;
  const source = await at(host);
  try {
    return await openImage(source, repository, digest);
  } catch (error) {
    if (mayHaveToken(host, ownHost) || !isDenied(error)) throw error;
    throw loginWanted(host, error);
  }
}

const isDenied = (error: unknown): error is Failure =>
  error instanceof Failure && ['registry-login-refused', 'registry-denied'].includes(error.code);

const loginWanted = (host: string, cause: Failure): Failure =>
  inputFailure({
    code: 'source-needs-login',
    what: `The registry ${host} of \`promote-from\` gives the image to nobody without a login`,
    why: `only registries of ECR are logged in to, and it is none${cause.why === undefined ? '' : `; it answered: ${cause.why}`}`,
    hint: 'Push the image to an ECR repository first, or write it into a layout and set `oci-layout`.',
    cause,
  });
