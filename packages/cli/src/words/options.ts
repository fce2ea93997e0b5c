/** The words after `slipway`, read into what is asked for. Pure. */
import { inputFailure, type Failure } from '@slipway/action-kit/failures';
import { nearest } from '@slipway/action-kit/nearest';

export type Asked =
  | { readonly kind: 'say'; readonly what: 'usage' | 'usage of local' | 'version' }
  | { readonly kind: 'local'; readonly options: LocalOptions };

export interface LocalOptions {
  /** Path of the world file, as typed. */
  readonly world: string | undefined;
  /** Whether the cloud stays open after act. */
  readonly keep: boolean;
  readonly port: number;
  /** Cloud time per real time. */
  readonly factor: number;
  /** The words after `act`; undefined without a command. */
  readonly act: readonly string[] | undefined;
}

const commands = ['local'];
const valued = ['--world', '--port', '--time'];
const flags = [...valued, '--keep', '--help'];

/** @throws Failure of kind input that names the word */
export function readWords(words: readonly string[]): Asked {
  const [command, ...rest] = words;
  if (command === undefined || command === '--help' || command === '-h' || command === 'help')
    return { kind: 'say', what: 'usage' };
  if (command === '--version') return { kind: 'say', what: 'version' };
  if (command !== 'local')
    throw unknown('command', command, command.startsWith('-') ? ['--help', '--version'] : commands);
  return readLocal(rest);
}

function readLocal(words: readonly string[]): Asked {
  const end = words.indexOf('--');
  const ours = end === -1 ? words : words.slice(0, end);
  const given = readFlags(ours);
  if (given.has('--help')) return { kind: 'say', what: 'usage of local' };
  const options = {
    world: given.get('--world'),
    keep: given.has('--keep'),
    port: portOf(given.get('--port')),
    factor: factorOf(given.get('--time')),
    act: end === -1 ? undefined : actWords(words.slice(end + 1)),
  };
  return { kind: 'local', options };
}

function readFlags(words: readonly string[]): ReadonlyMap<string, string> {
  const given = new Map<string, string>();
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const [name = '', ...after] = word.split('=');
    if (word === '-h') given.set('--help', '');
    else if (!word.startsWith('-')) throw stray(word);
    else if (!flags.includes(name)) throw unknown('flag', name, flags);
    else if (!valued.includes(name)) given.set(name, valueless(name, after));
    else given.set(name, after.length > 0 ? after.join('=') : valueAfter(name, words[(at += 1)]));
  }
  return given;
}

function valueless(name: string, after: readonly string[]): string {
  if (after.length === 0) return '';
  throw refused(
    `\`${name}\` takes no value`,
    `it was given \`${after.join('=')}\``,
    `Write \`${name}\` alone.`,
  );
}

function valueAfter(name: string, value: string | undefined): string {
  if (value !== undefined && !value.startsWith('--')) return value;
  throw refused(`\`${name}\` has no value`, 'nothing follows it', 'See `slipway local --help`.');
}

function actWords(words: readonly string[]): readonly string[] {
  const [program, ...rest] = words;
  if (program === 'act') return rest;
  const what = program === undefined ? 'Nothing follows `--`' : `\`${program}\` can't be run`;
  throw refused(what, 'what follows `--` is a command line of act', 'Type `slipway local -- act push`.');
}

function stray(word: string): Failure {
  const hint = word === 'act' ? 'Type `slipway local -- act push`.' : 'See `slipway local --help`.';
  return refused(`\`${word}\` can't be read`, 'a command stands behind `--`', hint);
}

function portOf(text = '0'): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw refused(
    '`--port` must be a number from 0 to 65535',
    `it was \`${text}\``,
    'Leave it out for any free one.',
  );
}

function factorOf(text = 'real'): number {
  if (text === 'real') return 1;
  const factor = Number(/^scaled:(\d+(?:\.\d+)?)$/.exec(text)?.[1]);
  if (factor > 0) return factor;
  throw refused(
    '`--time` must be `real` or `scaled:N`',
    `it was \`${text}\``,
    'Write, say, `--time scaled:10`.',
  );
}

function unknown(kind: string, word: string, known: readonly string[]): Failure {
  const near = nearest(word, known);
  const why =
    near === undefined
      ? `there are ${known.map((each) => `\`${each}\``).join(', ')}`
      : `did you mean \`${near}\`?`;
  return refused(`There is no ${kind} \`${word}\``, why, 'See `slipway --help`.');
}

const refused = (what: string, why: string, hint: string): Failure =>
  inputFailure({ code: 'words', what, why, hint });
