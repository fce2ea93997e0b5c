/** A log that keeps what it is told, masked as the runner would mask it. */
import type { Log } from '@slipway/action-kit/ports';

export interface RecordingLog extends Log {
  /** Groups open with `▸ title`; what is inside is indented. */
  readonly lines: readonly string[];
  readonly debugLines: readonly string[];
  readonly masks: readonly string[];
}

export function recordingLog(): RecordingLog {
  const lines: string[] = [];
  const debugLines: string[] = [];
  const masks: string[] = [];
  let indent = '';
  const masked = (line: string): string => masks.reduce((text, mask) => text.replaceAll(mask, '***'), line);
  return {
    lines,
    debugLines,
    masks,
    info: (line) => void lines.push(indent + masked(line)),
    debug: (line) => void debugLines.push(masked(line)),
    mask: (secret) => void masks.push(secret),
    group: async (title, body) => {
      lines.push(`${indent}▸ ${masked(title)}`);
      indent += '  ';
      try {
        return await body();
      } finally {
        indent = indent.slice(2);
      }
    },
  };
}
