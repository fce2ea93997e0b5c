/** Requests as any client of the registry protocol makes them, logged in; and small manifests put that way. */
import { GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { sha256 } from '@slipway/oci/digest';
import { mediaTypes } from '@slipway/oci/media-types';
import { onStage, type EcrStage, type EcrWorld } from './ecr-stage.ts';

export type Ask = (method: string, path: string, options?: RequestInit) => Promise<Response>;

export const asking =
  ({ endpoint, login }: EcrStage): Ask =>
  (method, path, options = {}) =>
    fetch(new URL(path, endpoint), {
      method,
      ...options,
      headers: { authorization: login, ...(options.headers as Record<string, string> | undefined) },
    });

/** The login of the stage is good for twelve hours. */
export async function loggedInAgain(stage: EcrStage): Promise<Ask> {
  const { authorizationData } = await stage.client.send(new GetAuthorizationTokenCommand({}));
  return asking({ ...stage, login: `Basic ${authorizationData?.[0]?.authorizationToken ?? ''}` });
}

export const onRegistry = (
  scene: (ask: Ask, stage: EcrStage) => Promise<void>,
  world?: EcrWorld,
): Promise<void> => onStage((stage) => scene(asking(stage), stage), world);

/** Status, code and message of a refusal. */
export async function errorOf(response: Response): Promise<unknown> {
  const { errors } = (await response.json()) as { errors: { code: string; message: string }[] };
  return [response.status, errors[0]?.code, errors[0]?.message];
}

export const uploadsOf = (repository: string): string => `/v2/${repository}/blobs/uploads/`;

export const begin = async (ask: Ask, repository = 'team/web'): Promise<string> =>
  (await ask('POST', uploadsOf(repository))).headers.get('location') ?? '';

/** What a manifest may say beyond its configuration. */
export interface Extras {
  readonly subject?: object;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

interface Put {
  readonly digest: string;
  readonly size: number;
  readonly response: Response;
}

/** An image without layers, whose configuration holds `name`. @param reference a tag; its digest when left out. */
export async function putImage(
  ask: Ask,
  name: string,
  {
    repository = 'team/web',
    reference,
    ...extras
  }: Extras & { repository?: string; reference?: string } = {},
): Promise<Put> {
  const config = JSON.stringify({ name });
  const pushed = await ask('POST', `${uploadsOf(repository)}?digest=${sha256(config)}`, { body: config });
  if (pushed.status !== 201) throw new Error(`The configuration was answered with ${pushed.status}`);
  const mediaType = mediaTypes.ociManifest;
  const descriptor = { mediaType: mediaTypes.ociConfig, digest: sha256(config), size: config.length };
  const manifest = { schemaVersion: 2, mediaType, config: descriptor, layers: [], ...extras };
  return putManifest(ask, repository, manifest, reference);
}

/** @param children digests of images. */
export const putIndex = (
  ask: Ask,
  children: readonly Pick<Put, 'digest' | 'size'>[],
  reference?: string,
): Promise<Put> => {
  const manifests = children.map(({ digest, size }) => ({ mediaType: mediaTypes.ociManifest, digest, size }));
  const index = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests };
  return putManifest(ask, 'team/web', index, reference);
};

async function putManifest(
  ask: Ask,
  repository: string,
  manifest: { readonly mediaType: string },
  reference: string | undefined,
): Promise<Put> {
  const body = JSON.stringify(manifest);
  const digest = sha256(body);
  const response = await ask('PUT', `/v2/${repository}/manifests/${reference ?? digest}`, {
    body,
    headers: { 'content-type': manifest.mediaType },
  });
  return { digest, size: body.length, response };
}
