/** From the bytes of a file to its text: what is no text, or too large, is told in words. */
import { positionIn } from './places.ts';
import { largest, TextError } from './text-error.ts';

/** How large a file may be. */
export interface SizeLimit {
  readonly bytes: number;
  /** Follows the size of a larger one: "and ECS takes 64 KB". */
  readonly words: string;
}

const byHand: SizeLimit = { bytes: largest, words: 'and 1 MB is the most that is read' };

/**
 * @returns without a byte order mark, which some editors leave.
 * @throws TextError when it is empty, too large, binary, or not UTF-8.
 */
export function textOf(bytes: Uint8Array, limit: SizeLimit = byHand): string {
  if (bytes.length > limit.bytes)
    throw new TextError(`it has ${inMegabytes(bytes.length)} MB, ${limit.words}`, undefined);
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (wide) throw new TextError('it is UTF-16, and UTF-8 is needed', undefined);
  const text = new TextDecoder().decode(bytes);
  const zero = text.indexOf('\0');
  if (zero !== -1) throw new TextError('it is binary: it holds a zero byte', positionIn(text, zero));
  const broken = text.indexOf('\uFFFD');
  if (broken !== -1 && !isUtf8(bytes)) throw new TextError('it is not UTF-8 here', positionIn(text, broken));
  if (text.trim() === '') throw new TextError('it is empty', undefined);
  return text;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

const inMegabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
