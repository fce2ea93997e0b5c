/**
 * One header block of a tar archive: ustar, with what GNU and pax extended in it. Read by hand because libraries read
 * an archive from front to back: here the layers between two headers are skipped, not read.
 */

export const tarBlock = 512;

export interface TarHeader {
  readonly name: string;
  /** Bytes of the content, which follows the header and is filled up to whole blocks. */
  readonly size: number;
  /**
   * A file to read; another name for an earlier file; names or a size for the next entry; or anything else: folders,
   * symbolic links, devices.
   */
  readonly kind: 'file' | 'hard-link' | 'pax' | 'gnu-name' | 'gnu-link' | 'other';
  /** The name of the earlier file; '' where there is none. */
  readonly link: string;
}

/** Thrown for what is no archive; the message is a clause. */
export class MalformedTar extends Error {
  override readonly name = 'MalformedTar';
}

/** undefined for a block of zeros, which ends the archive. @throws MalformedTar */
export function readHeader(block: Uint8Array): TarHeader | undefined {
  if (block.every((byte) => byte === 0)) return undefined;
  if (block.byteLength < tarBlock || checksumOf(block) !== numberIn(block, 148, 8)) {
    throw new MalformedTar('a header in it is damaged');
  }
  const name = textIn(block, 0, 100);
  const prefix = textIn(block, 257, 5) === 'ustar' && block[262] === 0 ? textIn(block, 345, 155) : '';
  const type = String.fromCharCode(block[156] ?? 0);
  // Links, devices and folders have no content, whatever the header says.
  const size = /^[1-6]$/.test(type) ? 0 : numberIn(block, 124, 12);
  const link = textIn(block, 157, 100);
  return { name: prefix === '' ? name : `${prefix}/${name}`, size, kind: kinds[type] ?? 'other', link };
}

/** The one letter of a header that says what follows; very old archives have none for a file. */
const kinds: Readonly<Record<string, TarHeader['kind']>> = {
  '\0': 'file',
  '0': 'file',
  '1': 'hard-link',
  '7': 'file',
  x: 'pax',
  L: 'gnu-name',
  K: 'gnu-link',
};

/** What is said about the next entry before its header. */
export interface Said {
  readonly path?: string;
  readonly link?: string;
  readonly size?: number;
}

/** What a pax record says: `‹length› path=…`, one after the other. @throws MalformedTar */
export function readPax(content: Uint8Array): Said {
  const bytes = Buffer.from(content);
  const said: { -readonly [Key in keyof Said]: Said[Key] } = {};
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(' ', at);
    const length = Number(bytes.toString('latin1', at, space));
    if (space < 0 || !Number.isSafeInteger(length) || length <= space - at) {
      throw new MalformedTar('an extended header in it is damaged');
    }
    const [key = '', value = ''] = splitOnce(bytes.toString('utf8', space + 1, at + length - 1));
    if (key === 'path') said.path = value;
    if (key === 'linkpath') said.link = value;
    if (key === 'size') said.size = Number(value);
    at += length;
  }
  return said;
}

export const textIn = (block: Uint8Array, at: number, length: number): string => {
  const field = Buffer.from(block.subarray(at, at + length));
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? length : end);
};

function splitOnce(text: string): readonly string[] {
  const at = text.indexOf('=');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** Octal digits; or, for what is too large for them, bytes after a first one that is 0x80. */
function numberIn(block: Uint8Array, at: number, length: number): number {
  const field = block.subarray(at, at + length);
  if (field[0] === 0x80) return field.subarray(1).reduce((sum, byte) => sum * 256 + byte, 0);
  const digits = textIn(block, at, length).trim();
  return /^[0-7]*$/.test(digits) ? Number.parseInt(digits || '0', 8) : Number.NaN;
}

/** The sum of all bytes, with the checksum's own place taken for spaces. */
const checksumOf = (block: Uint8Array): number =>
  block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
