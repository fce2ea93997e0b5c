/** One line of what act tells with --json, and how a person sees it. Pure. */
import { printable } from '@slipway/local-workflows/running/act-lines';

export interface ShownLine {
  readonly msg: string;
  /** Undefined for a line of no job. */
  readonly job: string | undefined;
  /** Whether it is what a step prints, and not what act says of it. */
  readonly isOutput: boolean;
}

/** What GitHub's log does not show either: outputs, how act keeps house, containers that are none in host mode. */
const housekeeping =
  /^(?:Using docker host|Couldn't get a valid docker connection|LocalRepositoryCache |Cleaning up container|\s*⚙ {2}(?:\*\*\*|::set-env::|::set-output::)|⭐ Run (?:Set up job|Complete job|Pre |Post )|\s*✅ {2}Success - (?:Set up job|Complete job|Pre |Post ))/;

/** As act shows it: `[job] ⭐ Run …`, and `[job]   | what the step prints`. @param isVerbose nothing is left out */
export function shownLines(line: ShownLine, isVerbose: boolean): readonly string[] {
  // What jobs print must not steer the terminal.
  const { job, isOutput, msg } = { ...line, msg: printable(line.msg) };
  const before = job === undefined ? '' : `[${job}] `;
  const lines = msg.split('\n');
  if (isOutput) return lines.map((line) => `${before}  | ${line}`.trimEnd());
  if (isVerbose) return lines.map((line) => `${before}${line}`.trimEnd());
  return housekeeping.test(msg) ? [] : shortened(lines).map((line) => `${before}${line}`.trimEnd());
}

/** A script is named by its first line; of a summary, which GitHub shows as a page, the title is told. */
function shortened(lines: readonly string[]): readonly string[] {
  const [first = ''] = lines;
  const title = /^\s*⚙ {2}Summary - #+ (.*)$/.exec(first)?.[1];
  if (title !== undefined) return [`  📄  On the page of the run: ${plain(title)}`];
  return annotation(first) ?? [lines.length === 1 ? first : `${first} …`];
}

/** `❗  ::error title=…,file=…,line=…::message`, as GitHub shows it: title and place before the message, and its line breaks. */
function annotation(line: string): readonly string[] | undefined {
  const [, sign, written, message] =
    /^\s*(\S+) {2}::(?:error|warning|notice) (title=[^:]*)::(.*)$/.exec(line) ?? [];
  if (sign === undefined || written === undefined || message === undefined) return undefined;
  const { title = '', file, line: at } = propertiesIn(written);
  const place = file === undefined ? '' : `, ${file}${at === undefined ? '' : `:${at}`}`;
  const [head = '', ...rest] = decoded(message).split('\n');
  return [`  ${sign}  ${title}${place}: ${head}`, ...rest.map((each) => `     ${each}`)];
}

/** A comma or a colon of a value is encoded. */
const propertiesIn = (written: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    written.split(',').map((each) => {
      const at = each.indexOf('=');
      return [each.slice(0, at), decoded(each.slice(at + 1))];
    }),
  );

const decoded = (text: string): string =>
  printable(text.replace(/%(0A|0D|25|3A|2C)/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))));

const plain = (markdown: string): string =>
  markdown
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (written, code: string) => character(Number(code)) ?? written);

const character = (code: number): string | undefined =>
  code <= 0x10ffff ? printable(String.fromCodePoint(code)) || ' ' : undefined;
