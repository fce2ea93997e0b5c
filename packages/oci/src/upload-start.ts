/** How the upload of a blob starts: with a session, or with the registry taking the blob over so that there is none. */
import type { Descriptor } from './manifest.ts';
import { isLoginRefused, RegistryError } from './registry-error.ts';
import { transientAnswer } from './registry-failures.ts';
import type { Send } from './registry-transport.ts';
import type { Again } from './retry.ts';
import { beginUpload, type UploadSession } from './upload-session.ts';

export interface Upload {
  readonly send: Send;
  readonly again: Again;
  readonly repository: string;
  readonly blob: Descriptor;
  /** What is larger goes in parts of this size. */
  readonly partBytes: number;
}

/**
 * A registry may refuse to take over what it would take from us, as one whose source can't be read with this login.
 * @returns undefined when it took the blob over.
 */
export async function beginOrMount(
  upload: Upload,
  mountFrom: string | undefined,
): Promise<UploadSession | undefined> {
  const { send, again, repository, blob } = upload;
  try {
    return await again(() => beginUpload(send, repository, blob, mountFrom));
  } catch (error) {
    if (mountFrom === undefined || !isRefusedForGood(error)) throw error;
    return again(() => anew(upload));
  }
}

/** The login is fine, and asking again would be in vain. */
const isRefusedForGood = (error: unknown): boolean =>
  error instanceof RegistryError &&
  error.status >= 400 &&
  error.status < 500 &&
  !isLoginRefused(error) &&
  transientAnswer(error) === undefined;

/** Not tried again here. */
export async function anew({ send, repository, blob }: Upload): Promise<UploadSession> {
  const session = await beginUpload(send, repository, blob, undefined);
  if (session === undefined) throw new Error('only a mount leaves nothing to upload');
  return session;
}
