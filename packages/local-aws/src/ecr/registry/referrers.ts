/** The referrers API of the distribution specification: an index of what refers to a digest, empty when nothing does. */
import { isDigest } from '@slipway/oci/digest';
import { mediaTypes } from '@slipway/oci/media-types';
import { referrersOf } from '../referrers.ts';
import type { Image } from '../repositories.ts';
import { digestInvalid, unsupported } from './answers.ts';
import type { Exchange } from './exchange.ts';

export function answerReferrers(exchange: Exchange, digest: string): void {
  const { method, query, response, registry, repository } = exchange;
  if (method !== 'GET') throw unsupported();
  exchange.require('BatchGetImage');
  if (!isDigest(digest)) throw digestInvalid(`${digest} is not a sha256 digest`);
  const type = query.get('artifactType');
  const found = referrersOf(registry.repositories.seen(repository), digest).filter(
    ({ archived }) => !archived,
  );
  const wanted = type === null ? found : found.filter(({ artifact }) => artifact.type === type);
  const index = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: wanted.map(descriptorOf) };
  response.writeHead(200, {
    'content-type': mediaTypes.ociIndex,
    ...(type === null ? {} : { 'oci-filters-applied': 'artifactType' }),
  });
  response.end(JSON.stringify(index));
}

const descriptorOf = ({ mediaType, digest, bytes, artifact }: Image): object => ({
  mediaType,
  digest,
  size: bytes.byteLength,
  artifactType: artifact.type,
  annotations: artifact.annotations,
});
