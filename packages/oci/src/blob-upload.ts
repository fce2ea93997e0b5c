/**
 * A blob on its way into a repository. A small one goes in a single request. A large one goes in parts: after a broken
 * connection the registry is asked where it stands, and only what it lacks is read and sent again.
 */
import type { CheckedContent } from './blob-content.ts';
import { headBlob } from './registry-blobs.ts';
import { RegistryError } from './registry-error.ts';
import type { RetryRules } from './retry.ts';
import { askSession, finishUpload, isSessionLost, sendPart, type UploadSession } from './upload-session.ts';
import { anew, beginOrMount, type Upload } from './upload-start.ts';

/** What is lost at most when a connection breaks; some hundred times what a request costs beside it. */
export const usualPartBytes = 32 * 1024 * 1024;

/** A registry that loses each session must not be given new ones for ever. */
const mostSessions = 5;

/** @param mountFrom a repository of the same registry that has the blob. */
export async function uploadBlob(
  upload: Upload,
  checked: CheckedContent,
  mountFrom: string | undefined,
): Promise<'mounted' | 'uploaded'> {
  const { blob, partBytes } = upload;
  const session = await beginOrMount(upload, mountFrom);
  if (session === undefined) return 'mounted';
  await (blob.size <= partBytes ? sendWhole(upload, checked, session) : sendParts(upload, checked, session));
  return 'uploaded';
}

/** A session takes the whole content once; another attempt has one of its own. */
async function sendWhole(upload: Upload, checked: CheckedContent, begun: UploadSession): Promise<void> {
  const { send, again, blob } = upload;
  const body = (): AsyncIterable<Uint8Array> => checked.read({ from: 0, until: blob.size });
  let unused: UploadSession | undefined = begun;
  await again(async () => {
    const session = unused ?? (await anew(upload));
    unused = undefined;
    await finishUpload(send, session, blob, { size: blob.size, body });
  });
}

interface Progress {
  session: UploadSession;
  /** How many sessions it took until now. */
  sessions: number;
  /** An answer that did not come leaves open what the registry has. */
  isKnown: boolean;
  isDone: boolean;
}

async function sendParts(upload: Upload, checked: CheckedContent, session: UploadSession): Promise<void> {
  const progress: Progress = { session, sessions: 1, isKnown: true, isDone: false };
  const mayBeLost: RetryRules['transient'] = (error) =>
    isSessionLost(error) && progress.sessions < mostSessions ? { after: 0 } : undefined;
  while (!progress.isDone) await upload.again(() => step(upload, checked, progress), mayBeLost);
}

/** One part, or the end; before it, where that is open, the question where the session stands. */
async function step(upload: Upload, checked: CheckedContent, progress: Progress): Promise<void> {
  if (!progress.isKnown) await findOut(upload, checked, progress);
  if (progress.isDone) return;
  const { send, blob } = upload;
  const { session } = progress;
  progress.isKnown = false;
  if (session.offset < blob.size) {
    progress.session = await sendNext(upload, checked, session);
  } else {
    await finishUpload(send, session, blob, undefined);
    progress.isDone = true;
  }
  progress.isKnown = true;
}

async function findOut(upload: Upload, checked: CheckedContent, progress: Progress): Promise<void> {
  const { send, repository, blob } = upload;
  const asked = await askSession(send, progress.session);
  // A registry that has more than it was sent mixes it up with another.
  if (asked !== undefined && asked.offset <= checked.furthest) {
    progress.session = asked;
  } else if (progress.session.offset === blob.size && (await headBlob(send, repository, blob.digest))) {
    // The answer to the end was lost, not the end.
    progress.isDone = true;
  } else if (progress.sessions === mostSessions) {
    throw losesSessions();
  } else {
    progress.sessions += 1;
    progress.session = await anew(upload);
  }
}

const losesSessions = (): RegistryError =>
  new RegistryError(
    404,
    ['BLOB_UPLOAD_UNKNOWN'],
    `it lost ${String(mostSessions)} upload sessions of this blob, one after the other`,
  );

function sendNext(
  { send, blob, partBytes }: Upload,
  checked: CheckedContent,
  session: UploadSession,
): Promise<UploadSession> {
  const from = session.offset;
  const range = { from, until: Math.min(blob.size, from + Math.max(partBytes, session.leastPart)) };
  return sendPart(send, session, range, () => checked.read(range));
}
