/** The file in which docker buildx leaves what it knows about the result: the digest, and what its checks found. Pure. */
import type { Annotation } from '@slipway/action-kit/annotation';
import { oneLine } from '@slipway/action-kit/untrusted';

export interface BuildMetadata {
  /** Of the top: an index, where one was made. undefined when nothing was pushed. */
  readonly digest: string | undefined;
  /** undefined before buildx 0.10. */
  readonly mediaType: string | undefined;
  readonly warnings: readonly Annotation[];
}

/** @param dockerfile path in the workspace; undefined when it is not there. */
export function readMetadata(text: string, dockerfile: string | undefined): BuildMetadata {
  const metadata = objectOf(parsed(text));
  const descriptor = objectOf(metadata['containerimage.descriptor']);
  return {
    digest: digestOf(metadata['containerimage.digest']) ?? digestOf(descriptor.digest),
    mediaType: textOf(descriptor.mediaType),
    warnings: listOf(metadata['buildx.build.warnings']).map((each) => warningOf(objectOf(each), dockerfile)),
  };
}

/** What cannot be read says nothing. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function warningOf(warning: Record<string, unknown>, dockerfile: string | undefined): Annotation {
  const detail = listOf(warning.detail).map(decoded).join(' ');
  const title = oneLine(decoded(warning.short), 200) || 'A check of the build found something';
  const url = textOf(warning.url);
  const line = objectOf(objectOf(listOf(warning.range)[0]).start).line;
  const place = dockerfile !== undefined && typeof line === 'number' ? { file: dockerfile, line } : {};
  return {
    level: 'warning',
    title,
    message: [oneLine(detail, 500) || title, ...(url === undefined ? [] : [oneLine(url, 200)])].join('\n'),
    ...place,
  };
}

/** Texts are bytes to buildx, and bytes are base64 in JSON. */
const decoded = (value: unknown): string => Buffer.from(textOf(value) ?? '', 'base64').toString('utf8');

const digestOf = (value: unknown): string | undefined => {
  const text = textOf(value);
  return text !== undefined && /^sha256:[0-9a-f]{64}$/.test(text) ? text : undefined;
};

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
