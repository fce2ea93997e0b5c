/** How the registry refuses: the error document of the distribution specification, with ECR's texts. */
import type { ServerResponse } from 'node:http';
import { ServiceError } from '../../service.ts';

/** Thrown by handlers; the route writes it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  /** `BLOB_UNKNOWN`, `DIGEST_INVALID` … */
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const blobUnknown = (): Refusal => new Refusal(404, 'BLOB_UNKNOWN', 'blob unknown to registry');
export const manifestUnknown = (): Refusal =>
  new Refusal(404, 'MANIFEST_UNKNOWN', 'Requested image not found');
export const uploadUnknown = (): Refusal =>
  new Refusal(404, 'BLOB_UPLOAD_UNKNOWN', 'blob upload unknown to registry');
export const digestInvalid = (message: string): Refusal => new Refusal(400, 'DIGEST_INVALID', message);
export const unsupported = (): Refusal =>
  new Refusal(405, 'UNSUPPORTED', 'The operation is unsupported by the local registry.');

/** An error of the edge, which knows nothing of registries: the limit has a name of its own here. */
export const refusalOf = (status: number, code: string, message: string): Refusal =>
  code === 'ThrottlingException' && status === 400
    ? new Refusal(429, 'TOOMANYREQUESTS', message)
    : new Refusal(status, code, message);

/** What the API's errors are called on the registry's side. */
const ofService: Readonly<Record<string, readonly [status: number, code: string]>> = {
  AccessDeniedException: [403, 'DENIED'],
  RepositoryNotFoundException: [404, 'NAME_UNKNOWN'],
  ImageTagAlreadyExistsException: [400, 'TAG_INVALID'],
  ImageDigestDoesNotMatchException: [400, 'DIGEST_INVALID'],
  InvalidParameterException: [400, 'MANIFEST_INVALID'],
  LayersNotFoundException: [404, 'MANIFEST_BLOB_UNKNOWN'],
  ReferencedImagesNotFoundException: [404, 'MANIFEST_BLOB_UNKNOWN'],
};

/** Any thrown value as a refusal; what is not ECR's own error is the local cloud's mistake. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const row = error instanceof ServiceError ? ofService[error.code] : undefined;
  if (row !== undefined) return new Refusal(row[0], row[1], (error as ServiceError).message);
  return new Refusal(500, 'UNKNOWN', error instanceof Error ? error.message : String(error));
}

export function writeRefusal(response: ServerResponse, { status, code, message, headers }: Refusal): void {
  const body = JSON.stringify({ errors: [{ code, message }] });
  response.writeHead(status, { ...headers, 'content-type': 'application/json; charset=utf-8' }).end(body);
}
