/**
 * The job summary as data that can't be injected into: text is escaped by construction, so a container's log
 * line stays text. GitHub takes 1 MiB a step; what is longer is cut with a word about it.
 */
import { lineEnds, plainText } from './untrusted.ts';

/** Markdown that is safe to join; made only by the functions of this file. */
export interface Markdown {
  readonly markdown: string;
}

const raw = (markdown: string): Markdown => ({ markdown });

/** Characters that mean something to GitHub's Markdown or to HTML. */
const special = /[\\`*_{}[\]()<>#+!|~&$@]/g;

/** Text as text, on one line. */
export function text(value: string): Markdown {
  const line = plainText(value).replace(lineEnds, ' ');
  // Entities survive every Markdown context, table cells included, where a backslash does not.
  return raw(
    line
      .replace(special, (character) => `&#${String(character.codePointAt(0))};`)
      .replace(/(?:https?|ftp):/gi, (scheme) => scheme.replace(':', '&#58;'))
      .replace(/www\./gi, (host) => host.replace('.', '&#46;')),
  );
}

/** Text in a monospaced span. */
export function code(value: string): Markdown {
  return raw(`<code>${text(value).markdown}</code>`);
}

/** A sentence in which backticks mark what is code, as our messages have it; everything else is text. */
export function message(value: string): Markdown {
  const parts = value.split('`');
  // Marks come in pairs: of an odd one nobody knows what it closes.
  if (parts.length % 2 === 0) return text(value);
  return sentence(...parts.map((part, index) => (index % 2 === 0 ? text(part) : code(part))));
}

export function bold(value: string | Markdown): Markdown {
  return raw(`<b>${asMarkdown(value).markdown}</b>`);
}

/** @param url only http and https become a link; anything else is shown as text. */
export function link(label: string, url: string): Markdown {
  if (!/^https?:\/\/[^\s<>"'`]+$/.test(url)) return text(`${label} (${url})`);
  return raw(`<a href="${url.replaceAll('&', '&amp;')}">${text(label).markdown}</a>`);
}

/** Parts one after the other, strings as text. */
export function sentence(...parts: readonly (string | Markdown)[]): Markdown {
  return raw(parts.map((part) => asMarkdown(part).markdown).join(''));
}

export function heading(value: string | Markdown, level: 2 | 3 | 4 = 2): Markdown {
  return raw(`${'#'.repeat(level)} ${asMarkdown(value).markdown}\n\n`);
}

export function paragraph(...parts: readonly (string | Markdown)[]): Markdown {
  return raw(`${sentence(...parts).markdown}\n\n`);
}

export function list(items: readonly (string | Markdown)[]): Markdown {
  return raw(`${items.map((item) => `- ${asMarkdown(item).markdown}`).join('\n')}\n\n`);
}

export function table(
  header: readonly string[],
  rows: readonly (readonly (string | Markdown)[])[],
): Markdown {
  const line = (cells: readonly (string | Markdown)[]): string =>
    `| ${cells.map((cell) => asMarkdown(cell).markdown).join(' | ')} |`;
  return raw([line(header), line(header.map(() => raw('---'))), ...rows.map(line)].join('\n') + '\n\n');
}

/** A block of text as it is: the fence is longer than any run of backticks inside. */
export function block(value: string, language = ''): Markdown {
  const body = plainText(value);
  const longest = Math.max(2, ...[...body.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return raw(`${fence}${language}\n${body}\n${fence}\n\n`);
}

/** Folded until somebody opens it. */
export function details(title: string, body: Markdown): Markdown {
  return raw(`<details><summary>${text(title).markdown}</summary>\n\n${body.markdown}</details>\n\n`);
}

export function join(...parts: readonly Markdown[]): Markdown {
  return raw(parts.map((part) => part.markdown).join(''));
}

function asMarkdown(part: string | Markdown): Markdown {
  return typeof part === 'string' ? text(part) : part;
}

const limitInBytes = 1024 * 1024;

/** The bytes of a summary within GitHub's limit. */
export function withinLimit({ markdown }: Markdown): string {
  if (Buffer.byteLength(markdown) <= limitInBytes) return markdown;
  const note = '\n\n<b>Cut here: GitHub takes 1 MiB of summary a step. The log has the rest.</b>\n';
  const room = limitInBytes - Buffer.byteLength(note);
  // A cut character at the end becomes U+FFFD, which is dropped.
  return (
    Buffer.from(markdown)
      .subarray(0, room)
      .toString()
      .replace(/\uFFFD+$/, '') + note
  );
}
