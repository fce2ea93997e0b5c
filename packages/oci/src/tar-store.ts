/**
 * The files of an OCI layout in a tar archive, read where they lie: nothing is unpacked, so nothing is left behind, and
 * no name in the archive leads anywhere. Only files with names of a layout are found; all else in it is passed over.
 */
import type { ByteRange } from '@slipway/action-kit/ports';
import { layoutUnreadable } from './layout-failures.ts';
import { readWhole, type LayoutFiles, type LayoutStore } from './layout-store.ts';
import {
  MalformedTar,
  readHeader,
  readPax,
  tarBlock,
  textIn,
  type Said,
  type TarHeader,
} from './tar-header.ts';

/** @throws Failure for a file that is no whole tar archive. */
export async function openTar(path: string, fileSize: number, files: LayoutFiles): Promise<LayoutStore> {
  const entries = await entriesOf(path, fileSize, files);
  return {
    path,
    size: async (name) => lengthOf(entries.get(name)),
    open: (name, range) => {
      const { from, until } = entries.get(name) ?? { from: 0, until: 0 };
      if (range === undefined) return files.stream(path, { from, until });
      return files.stream(path, { from: from + range.from, until: Math.min(until, from + range.until) });
    },
  };
}

const lengthOf = (range: ByteRange | undefined): number | undefined =>
  range === undefined ? undefined : range.until - range.from;

/** Where the content of each file lies; of several with one name it is the last, as for tar. */
async function entriesOf(
  path: string,
  fileSize: number,
  files: LayoutFiles,
): Promise<ReadonlyMap<string, ByteRange>> {
  const read = (from: number, size: number): Promise<Uint8Array> =>
    readWhole(files.stream(path, { from, until: Math.min(fileSize, from + size) }));
  try {
    refuseCompressed(await read(0, 4));
    return await walk(read, fileSize);
  } catch (error) {
    if (!(error instanceof MalformedTar)) throw error;
    throw layoutUnreadable(path, error.message);
  }
}

async function walk(
  read: (from: number, size: number) => Promise<Uint8Array>,
  fileSize: number,
): Promise<ReadonlyMap<string, ByteRange>> {
  const entries = new Map<string, ByteRange>();
  let said: Said = {};
  for (let at = 0; at < fileSize;) {
    const header = readHeader(await read(at, tarBlock));
    if (header === undefined) break;
    const isNext = !isExtension(header);
    const entry = { ...header, ...(isNext && said.size !== undefined ? { size: said.size } : {}) };
    const from = at + tarBlock;
    const until = from + sizeOf(entry, fileSize - from);
    if (!isNext) said = { ...said, ...(await extension(header, () => read(from, header.size))) };
    const name = plainName(said.path ?? header.name);
    const content = contentOf(header.kind, { from, until }, entries.get(plainName(said.link ?? header.link)));
    if (content !== undefined) entries.set(name, content);
    if (isNext) said = {};
    at = from + Math.ceil((until - from) / tarBlock) * tarBlock;
  }
  return entries;
}

const isExtension = ({ kind }: TarHeader): boolean => ['pax', 'gnu-name', 'gnu-link'].includes(kind);

/** @param linked the content of the earlier file that a link names. */
function contentOf(
  kind: TarHeader['kind'],
  own: ByteRange,
  linked: ByteRange | undefined,
): ByteRange | undefined {
  if (kind === 'file') return own;
  return kind === 'hard-link' ? linked : undefined;
}

/** @param left bytes of the archive after the header. */
function sizeOf({ name, size }: TarHeader, left: number): number {
  if (!Number.isSafeInteger(size) || size < 0) throw new MalformedTar('a header in it is damaged');
  if (size > left) {
    throw new MalformedTar(
      `it ends in the middle of ${isOfLayout(plainName(name)) ? plainName(name) : 'a file'}`,
    );
  }
  return size;
}

/** Names and sizes take some hundred bytes. */
const largestExtension = 1024 * 1024;

async function extension({ kind, size }: TarHeader, content: () => Promise<Uint8Array>): Promise<Said> {
  if (size > largestExtension) throw new MalformedTar('an extended header in it is damaged');
  const bytes = await content();
  if (kind === 'pax') return readPax(bytes);
  const text = textIn(bytes, 0, bytes.byteLength);
  return kind === 'gnu-link' ? { link: text } : { path: text };
}

/** `./index.json` and `index.json` are the same. */
const plainName = (name: string): string => name.replace(/^(?:\.\/)+/, '');

const isOfLayout = (name: string): boolean =>
  /^(?:oci-layout|index\.json|blobs\/sha256\/[0-9a-f]{64})$/.test(name);

const compressions: readonly (readonly [name: string, unpack: string, magic: readonly number[]])[] = [
  ['gzip', 'gunzip', [0x1f, 0x8b]],
  ['zstd', 'unzstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz', 'unxz', [0xfd, 0x37, 0x7a]],
];

/** Its parts could only be found by unpacking all of it; the layers are compressed already. */
function refuseCompressed(start: Uint8Array): void {
  for (const [name, unpack, magic] of compressions) {
    if (!magic.every((byte, at) => start[at] === byte)) continue;
    throw new MalformedTar(`it is compressed with ${name}, which \`${unpack}\` undoes`);
  }
}
