/** The words after `npm run e2e --`. Pure. */
import type { Act } from './stage.ts';

export type Flags =
  | {
      readonly kind: 'run';
      readonly refusalsAlone: boolean;
      /** The last act; undefined for all of them. */
      readonly until: string | undefined;
    }
  | { readonly kind: 'told'; readonly text: string; readonly isWrong: boolean };

type Named = Pick<Act, 'name' | 'title'>;

export function readFlags(words: readonly string[], acts: readonly Named[]): Flags {
  const [first, second, ...more] = words;
  if (first === undefined) return { kind: 'run', refusalsAlone: false, until: undefined };
  const isAlone = second === undefined;
  if (first === '--help' && isAlone) return { kind: 'told', text: usage, isWrong: false };
  if (first === '--list' && isAlone) return { kind: 'told', text: listing(acts), isWrong: false };
  if (first === '--refusals' && isAlone) return { kind: 'run', refusalsAlone: true, until: undefined };
  if (first === '--until' && more.length === 0) {
    if (acts.some(({ name }) => name === second)) {
      return { kind: 'run', refusalsAlone: false, until: second };
    }
    return wrong(`--until needs the name of an act, but was given \`${second ?? ''}\`.\n\n${listing(acts)}`);
  }
  return wrong(`The mission does not know ${words.join(' ')}.\n\n${usage}`);
}

const wrong = (text: string): Flags => ({ kind: 'told', text, isWrong: true });

const usage = `npm run e2e                  the whole mission, with what is refused
npm run e2e -- --refusals    what is refused alone, without Terraform: half a minute
npm run e2e -- --until NAME  up to an act: each builds on those before it
npm run e2e -- --list        the acts`;

const listing = (acts: readonly Named[]): string =>
  acts.map(({ name, title }) => `${name.padEnd(16)}${title}`).join('\n');
