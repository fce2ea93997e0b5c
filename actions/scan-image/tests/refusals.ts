/** What a reader of a file says of one that it refuses, for tests. */
import { Failure } from '@slipway/action-kit/failures';
import { Unreadable, type Parser } from '@slipway/action-kit/parsers';

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export interface Refusal {
  readonly kind: string;
  readonly code: string;
  readonly message: string;
  /** `3: what is wrong`, one for each annotation. */
  readonly lines: readonly string[];
}

/** @throws Error when nothing is refused. */
export async function refusalOf(read: () => unknown): Promise<Refusal> {
  try {
    await read();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { kind, code, message, details } = error;
    const lines = details.map(
      (each) => `${String(each.line)}: ${each.message.replace(/^\S+?(?::\d+)?: /, '')}`,
    );
    return { kind, code, message, lines: details.length === 0 ? onlyLine(error) : lines };
  }
  throw new Error('Nothing was refused.');
}

/** Why a parser does not read a text; '' without a reason of its own. */
export function whyNot(parser: Parser<unknown>, text: string): string {
  try {
    parser.read(text);
  } catch (error) {
    if (error instanceof Unreadable) return error.why ?? '';
    throw error;
  }
  throw new Error(`${text} was read.`);
}

/** Of one mistake the failure itself says where it is. */
function onlyLine({ at, why = '' }: Failure): readonly string[] {
  const words = why.replace(/^line \d+: /, '');
  return at === undefined ? [] : [`${String(at.line)}: ${words}${words.endsWith('?') ? '' : '.'}`];
}
