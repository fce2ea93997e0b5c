/** Layers over the API, as ECR's own proxy moves them: up in parts, down by a link that is good for an hour. */
import type { Operation } from '../service.ts';
import {
  invalidParameter,
  layerExists,
  layerInvalid,
  layerMissing,
  layerPartInvalid,
  uploadEmpty,
  uploadNotFound,
} from './errors.ts';
import type { LayerLinks } from './layer-links.ts';
import type { Repositories, Repository } from './repositories.ts';
import type { UploadSession, UploadSessions } from './upload-sessions.ts';

interface LayerRequest {
  readonly repositoryName: string;
  readonly registryId?: string;
  readonly uploadId: string;
  readonly partFirstByte: number;
  readonly partLastByte: number;
  readonly layerPartBlob: Uint8Array;
  readonly layerDigest: string;
  readonly layerDigests: readonly string[];
}

/** What ECR asks its callers to send at once; bytes. */
const partSize = 10 * 1024 * 1024;

export function layerOperations(
  repositories: Repositories,
  sessions: UploadSessions,
  links: LayerLinks,
): Readonly<Record<string, Operation>> {
  const asked = (input: object): { readonly request: LayerRequest; readonly repository: Repository } => {
    const request = input as LayerRequest;
    return { request, repository: repositories.get(request.repositoryName, request.registryId) };
  };
  const sessionOf = (repository: Repository, id: string): UploadSession => {
    const session = sessions.find(repository, id);
    if (session === undefined) throw uploadNotFound(id, repository);
    return session;
  };
  return {
    InitiateLayerUpload: (input) => ({ uploadId: sessions.begin(asked(input).repository).id, partSize }),
    UploadLayerPart: async (input) => {
      const { request, repository } = asked(input);
      const session = sessionOf(repository, request.uploadId);
      return sessions.inTurn(session, () => uploadPart(sessions, session, repository, request));
    },
    CompleteLayerUpload: async (input) => {
      const { request, repository } = asked(input);
      const session = sessionOf(repository, request.uploadId);
      return sessions.inTurn(session, async () => complete(sessions, session, repository, request));
    },
    GetDownloadUrlForLayer: (input) => {
      const { request, repository } = asked(input);
      const { layerDigest } = request;
      if (!repository.blobs.has(layerDigest)) throw layerMissing(layerDigest, repository);
      return { layerDigest, downloadUrl: links.make(layerDigest) };
    },
  };
}

async function uploadPart(
  sessions: UploadSessions,
  session: UploadSession,
  repository: Repository,
  { partFirstByte, partLastByte, layerPartBlob }: LayerRequest,
): Promise<object> {
  const size = sessions.sizeOf(session);
  const isNext = partFirstByte === size && layerPartBlob.byteLength === partLastByte - partFirstByte + 1;
  if (!isNext) throw layerPartInvalid(session.id, size - 1, repository);
  await sessions.append(session, once(layerPartBlob));
  const { name: repositoryName, registryId } = repository;
  return { registryId, repositoryName, uploadId: session.id, lastByteReceived: partLastByte };
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

function complete(
  sessions: UploadSessions,
  session: UploadSession,
  repository: Repository,
  { layerDigests }: LayerRequest,
): object {
  const [layerDigest = '', ...others] = layerDigests;
  if (others.length > 0) throw invalidParameter('layerDigests', 'must name one digest');
  if (sessions.sizeOf(session) === 0) throw uploadEmpty(session.id, repository);
  if (repository.blobs.has(layerDigest)) throw layerExists(layerDigest, repository);
  const completed = sessions.complete(session, repository, layerDigest);
  if (completed.kind === 'different') throw layerInvalid(layerDigest, completed.digest);
  const { name: repositoryName, registryId } = repository;
  return { registryId, repositoryName, uploadId: session.id, layerDigest };
}
