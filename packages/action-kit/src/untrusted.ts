/**
 * Text from outside (container logs, findings, error messages, names) on its way to a log, to Markdown or to a
 * terminal. The runner reads lines of the log as commands (`::error::`, `##[group]`), so every line that is
 * printed passes through here once, at the edge.
 */

// C0 and C1 controls but for tab; terminal escapes start with one of them. Bidirectional overrides reorder
// what a reader sees.
// eslint-disable-next-line no-control-regex
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

// eslint-disable-next-line no-control-regex
const terminalEscape = /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;

/** Without terminal escapes and control characters; keeps tabs and line feeds. A carriage return ends a line. */
export function plainText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(terminalEscape, '').replace(hidden, '');
}

/**
 * With the white space around them. Only from where that begins: a long run of spaces would be tried from each of them.
 */
export const lineEnds = /(?<!\s)\s*\n\s*/g;

/** One line: line ends become spaces, and what is longer than `limit` characters ends in an ellipsis. */
export function oneLine(text: string, limit = 1000): string {
  const line = plainText(text).replace(lineEnds, ' ').trim();
  return line.length <= limit ? line : `${line.slice(0, limit - 1)}…`;
}

/**
 * Lines that the runner prints and never obeys. It obeys a line that starts with `::` (after white space), and
 * the older `##[` anywhere in a line.
 */
export function inertLines(text: string): string[] {
  return plainText(text)
    .split('\n')
    .map((line) => line.replace(/^(\s*)::/, '$1: :').replaceAll('##[', '# #['));
}
