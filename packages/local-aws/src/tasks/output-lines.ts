/** A stream of output as lines, bounded, as the container runtime cuts them for CloudWatch Logs. */

/** Longer lines are cut here, in characters; docker's own limit is 16 KiB. */
export const longestLine = 16_384;

/** @returns `write` takes output as it comes, `end` gives what stands without a line end. */
export function splitLines(line: (text: string) => void): {
  readonly write: (chunk: string) => void;
  readonly end: () => void;
} {
  let rest = '';
  const emit = (text: string): void => line(text.endsWith('\r') ? text.slice(0, -1) : text);
  return {
    write: (chunk) => {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      for (const part of parts) for (const piece of cut(part)) emit(piece);
      while (rest.length > longestLine) {
        emit(rest.slice(0, longestLine));
        rest = rest.slice(longestLine);
      }
    },
    end: () => {
      if (rest !== '') emit(rest);
      rest = '';
    },
  };
}

function cut(text: string): string[] {
  if (text.length <= longestLine) return [text];
  return [text.slice(0, longestLine), ...cut(text.slice(longestLine))];
}
