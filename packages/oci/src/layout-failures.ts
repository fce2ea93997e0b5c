/** Every way in which an OCI layout can be unusable, each as one sentence that names its path. */
import { inputFailure, setupFailure, type Failure } from '@slipway/action-kit/failures';

const rebuild = 'Build it again; nothing was pushed.';

const layoutFailure = (code: string, what: string, why: string, hint: string): Failure =>
  inputFailure({ code: `layout-${code}`, what, why, hint });

export const layoutNotFound = (path: string): Failure =>
  layoutFailure(
    'not-found',
    `The OCI layout ${path} was not found`,
    'there is no such folder and no such archive; a path is relative to the workspace, or absolute',
    'Make it before this step, for example with `docker buildx build --output type=oci,dest=image.tar`.',
  );

export const layoutUnreadable = (path: string, why: string): Failure =>
  layoutFailure('unreadable', `The OCI layout ${path} can't be read`, why, rebuild);

export const layoutEmpty = (path: string): Failure =>
  layoutFailure('empty', `The OCI layout ${path} holds no image`, 'its index.json lists none', rebuild);

export const layoutAmbiguous = (path: string, names: readonly (string | undefined)[]): Failure => {
  const named = names.filter((name) => name !== undefined);
  const example = named[0] ?? '‹name›';
  return layoutFailure(
    'ambiguous',
    `The OCI layout ${path} holds ${String(names.length)} images and none is chosen`,
    named.length === 0
      ? 'its index.json gives them no names'
      : `its index.json names ${named.map((name) => `\`${name}\``).join(', ')}`,
    named.length === 0
      ? 'Give each the annotation org.opencontainers.image.ref.name, then write `oci-layout: ‹path›:‹name›`.'
      : `Choose one, for example \`oci-layout: ${path}:${example}\`.`,
  );
};

export const layoutWithoutName = (
  path: string,
  name: string,
  names: readonly (string | undefined)[],
): Failure => {
  const known = names.filter((each) => each !== undefined).map((each) => `\`${each}\``);
  return layoutFailure(
    'name-unknown',
    `The OCI layout ${path} has no image named \`${name}\``,
    known.length === 0 ? 'its index.json names none' : `its index.json names ${known.join(', ')}`,
    'Correct what stands after the colon of `oci-layout`.',
  );
};

export const blobMissing = (path: string, digest: string): Failure =>
  layoutFailure(
    'incomplete',
    `The OCI layout ${path} is incomplete`,
    `the blob ${digest} is missing`,
    rebuild,
  );

export const blobOfOtherSize = (path: string, digest: string, expected: number, found: number): Failure =>
  layoutFailure(
    'corrupt',
    `The OCI layout ${path} is corrupt`,
    `the blob ${digest} has ${String(found)} bytes instead of ${String(expected)}`,
    rebuild,
  );

/** May be found while others are pushed already. @param why a clause about the blob. */
export const blobCorrupt = (path: string, digest: string, why: string): Failure =>
  layoutFailure(
    'corrupt',
    `The OCI layout ${path} is corrupt, or was changed while it was read`,
    `the blob ${digest} is not what its name promises, ${why}`,
    'Build it again; no tag was put.',
  );

/** The disk failed, not the workflow. */
export const blobUnreadable = (path: string, digest: string, error: unknown): Failure =>
  setupFailure({
    code: 'layout-read-failed',
    what: `The OCI layout ${path} could not be read`,
    why: `the blob ${digest}: ${error instanceof Error ? error.message : String(error)}`,
    hint: 'Look at the disk of the runner, then re-run the job.',
    cause: error,
  });

export const manifestMalformed = (path: string, digest: string, why: string): Failure =>
  layoutFailure('malformed', `The OCI layout ${path} has an unreadable manifest ${digest}`, why, rebuild);
