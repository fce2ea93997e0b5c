/** Bytes as they come, as lines: a character may be cut in two by a chunk, and a line may never end. */

/** Characters; what is longer is told in pieces. */
const longestLine = 64 * 1024;

export interface LineSplitter {
  readonly add: (chunk: Uint8Array) => void;
  /** What stands behind the last line end is a line, too. */
  readonly end: () => void;
}

export function lineSplitter(onLine: (line: string) => void): LineSplitter {
  const decoder = new TextDecoder();
  let rest = '';
  const tell = (text: string): void => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line.replace(/\r$/, ''));
    for (; rest.length > longestLine; rest = rest.slice(longestLine)) onLine(rest.slice(0, longestLine));
  };
  return {
    add: (chunk) => tell(decoder.decode(chunk, { stream: true })),
    end: () => {
      tell(decoder.decode());
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
}
