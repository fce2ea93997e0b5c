/** Manifests as values: one image (a configuration and layers) or an index of images. Bytes are never rewritten. */
import { isDigest } from './digest.ts';
import { isForeignLayer, isImage, isIndex, mediaTypes } from './media-types.ts';

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  readonly annotations: Readonly<Record<string, string>>;
  /** `linux/amd64`, `linux/arm/v7`; undefined when the descriptor names none. */
  readonly platform: string | undefined;
  /** Whether its content lies elsewhere, where the document says, and is not to be distributed; left out when not. */
  readonly isForeign?: true;
}

export type Manifest =
  | ({
      readonly kind: 'image';
      readonly mediaType: string;
      readonly config: Descriptor;
      readonly layers: readonly Descriptor[];
    } & Referring)
  | ({
      readonly kind: 'index';
      readonly mediaType: string;
      readonly manifests: readonly Descriptor[];
    } & Referring);

/** What makes a manifest a referrer: a signature, an SBOM, an attestation of another manifest. */
interface Referring {
  /** What it is of; undefined for most images. */
  readonly subject: Descriptor | undefined;
  /** What kind of artifact it is; that of an older one is its configuration's media type. */
  readonly artifactType: string | undefined;
}

/** A manifest beside the bytes and the descriptor that it was read from. */
export interface StoredManifest {
  readonly digest: string;
  readonly mediaType: string;
  /** As they lie where it is stored; the digest is theirs. */
  readonly bytes: Uint8Array;
  readonly manifest: Manifest;
  readonly descriptor: Descriptor;
}

/** Thrown for bytes that are no manifest; the message is a clause such as "its `size` is not a number". */
export class MalformedManifest extends Error {
  override readonly name = 'MalformedManifest';
}

type Json = Readonly<Record<string, unknown>>;

/**
 * @param mediaType as the descriptor or the Content-Type header says; the document's own wins when it has one.
 * @throws MalformedManifest
 */
export function parseManifest(bytes: Uint8Array, mediaType?: string): Manifest {
  const json = parseObject(bytes);
  const own = typeof json.mediaType === 'string' ? json.mediaType : undefined;
  const type = own ?? mediaType ?? guessedType(json);
  if (isIndex(type)) {
    return { kind: 'index', mediaType: type, manifests: descriptors(json, 'manifests'), ...referring(json) };
  }
  if (!isImage(type)) throw new MalformedManifest(`its media type \`${type}\` is not one of an image`);
  return {
    kind: 'image',
    mediaType: type,
    config: readDescriptor(json.config, 'config'),
    layers: descriptors(json, 'layers'),
    ...referring(json),
  };
}

function referring({ subject, artifactType }: Json): Referring {
  return {
    subject: subject === undefined || subject === null ? undefined : readDescriptor(subject, 'subject'),
    artifactType: typeof artifactType === 'string' && artifactType !== '' ? artifactType : undefined,
  };
}

/** @throws MalformedManifest */
export function parseObject(bytes: Uint8Array): Json {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString());
  } catch {
    throw new MalformedManifest('it is not JSON');
  }
  if (!isObject(value)) throw new MalformedManifest('it is not a JSON object');
  return value;
}

/** What a manifest refers to, in the order of the document. */
export function children(manifest: Manifest): readonly Descriptor[] {
  return manifest.kind === 'index' ? manifest.manifests : [manifest.config, ...manifest.layers];
}

/**
 * Whether nothing can run on the platform of an entry: builders mark provenance and SBOMs so, which they hang on an
 * index as manifests of their own. The annotation that newer ones add is nobody's reason to run an image or not.
 */
export const runsNowhere = (platform: string | undefined): boolean =>
  platform !== undefined && /^unknown\/unknown(\/|$)/.test(platform);

function guessedType(json: Json): string {
  return 'manifests' in json ? mediaTypes.ociIndex : mediaTypes.ociManifest;
}

function descriptors(json: Json, key: string): readonly Descriptor[] {
  const list = json[key];
  if (!Array.isArray(list)) throw new MalformedManifest(`\`${key}\` is not a list`);
  return list.map((each: unknown, index) => readDescriptor(each, `${key}[${String(index)}]`));
}

/** @param where for the message: `layers[2]`. */
export function readDescriptor(value: unknown, where: string): Descriptor {
  if (!isObject(value)) throw new MalformedManifest(`\`${where}\` is not an object`);
  const { mediaType, digest, size } = value;
  if (typeof mediaType !== 'string') throw new MalformedManifest(`\`${where}.mediaType\` is not text`);
  if (typeof digest !== 'string' || !isDigest(digest)) {
    throw new MalformedManifest(`\`${where}.digest\` is not a sha256 digest`);
  }
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) {
    throw new MalformedManifest(`\`${where}.size\` is not a number of bytes`);
  }
  return {
    mediaType,
    digest,
    size,
    annotations: texts(value.annotations),
    platform: platformName(value.platform),
    ...(isForeignLayer(mediaType) && hasItems(value.urls) ? { isForeign: true } : {}),
  };
}

const hasItems = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

/** `os/architecture[/variant]` of an object that has these keys: a descriptor's platform, or a configuration. */
export function platformName(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const { os, architecture, variant } = value;
  if (typeof os !== 'string' || typeof architecture !== 'string') return undefined;
  const base = `${os}/${architecture}`;
  return typeof variant === 'string' && variant !== '' ? `${base}/${variant}` : base;
}

function texts(value: unknown): Readonly<Record<string, string>> {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
