/** Every way in which an OCI layout can be unusable, each as one sentence that names the folder. */
import { inputFailure, setupFailure, type Failure } from '@slipway/action-kit/failures';

const rebuild = 'Build it again; nothing was pushed.';

const layoutFailure = (code: string, what: string, why: string, hint: string): Failure =>
  inputFailure({ code: `layout-${code}`, what, why, hint });

export const layoutNotFound = (folder: string): Failure =>
  layoutFailure(
    'not-found',
    `The OCI layout ${folder} was not found`,
    'there is no such folder in the workspace',
    'Make it before this step, for example with `docker buildx build --output type=oci,tar=false,dest=‹folder›`.',
  );

export const layoutUnreadable = (folder: string, why: string): Failure =>
  layoutFailure('unreadable', `The folder ${folder} is not an OCI layout`, why, rebuild);

export const layoutEmpty = (folder: string): Failure =>
  layoutFailure('empty', `The OCI layout ${folder} holds no image`, 'its index.json lists none', rebuild);

export const layoutAmbiguous = (folder: string, names: readonly (string | undefined)[]): Failure => {
  const named = names.filter((name) => name !== undefined);
  const example = named[0] ?? '‹name›';
  return layoutFailure(
    'ambiguous',
    `The OCI layout ${folder} holds ${String(names.length)} images and none is chosen`,
    named.length === 0
      ? 'its index.json gives them no names'
      : `its index.json names ${named.map((name) => `\`${name}\``).join(', ')}`,
    named.length === 0
      ? 'Give each the annotation org.opencontainers.image.ref.name, then write `oci-layout: ‹folder›:‹name›`.'
      : `Choose one, for example \`oci-layout: ${folder}:${example}\`.`,
  );
};

export const layoutWithoutName = (
  folder: string,
  name: string,
  names: readonly (string | undefined)[],
): Failure => {
  const known = names.filter((each) => each !== undefined).map((each) => `\`${each}\``);
  return layoutFailure(
    'name-unknown',
    `The OCI layout ${folder} has no image named \`${name}\``,
    known.length === 0 ? 'its index.json names none' : `its index.json names ${known.join(', ')}`,
    'Correct what stands after the colon of `oci-layout`.',
  );
};

export const blobMissing = (folder: string, digest: string): Failure =>
  layoutFailure(
    'incomplete',
    `The OCI layout ${folder} is incomplete`,
    `the blob ${digest} is missing`,
    rebuild,
  );

export const blobOfOtherSize = (folder: string, digest: string, expected: number, found: number): Failure =>
  layoutFailure(
    'corrupt',
    `The OCI layout ${folder} is corrupt`,
    `the blob ${digest} has ${String(found)} bytes instead of ${String(expected)}`,
    rebuild,
  );

/** May be found while others are pushed already. @param why a clause about the blob. */
export const blobCorrupt = (folder: string, digest: string, why: string): Failure =>
  layoutFailure(
    'corrupt',
    `The OCI layout ${folder} is corrupt, or was changed while it was read`,
    `the blob ${digest} is not what its name promises, ${why}`,
    'Build it again; no tag was put.',
  );

/** The disk failed, not the workflow. */
export const blobUnreadable = (folder: string, digest: string, error: unknown): Failure =>
  setupFailure({
    code: 'layout-read-failed',
    what: `The OCI layout ${folder} could not be read`,
    why: `the blob ${digest}: ${error instanceof Error ? error.message : String(error)}`,
    hint: 'Look at the disk of the runner, then re-run the job.',
    cause: error,
  });

export const manifestMalformed = (folder: string, digest: string, why: string): Failure =>
  layoutFailure('malformed', `The OCI layout ${folder} has an unreadable manifest ${digest}`, why, rebuild);
