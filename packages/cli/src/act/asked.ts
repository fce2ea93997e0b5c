/** What a person asks of act: the act of this machine, and their words to it, those of .actrc before them. */
import { join, resolve } from 'node:path';
import { inputFailure } from '@slipway/action-kit/failures';
import { fileText } from '../file-text.ts';
import type { LocalPorts } from '../ports.ts';
import { findAct, type Act } from './find-act.ts';
import { withShellValues } from './given-values.ts';
import { isGiven, readActWords, valuesOf, wordsOfActrc, type ActWords, type GivenFlag } from './words.ts';

export interface Asked {
  readonly act: Act;
  readonly words: ActWords;
  /** Where act was to run. */
  readonly folder: string;
  /** What of a .actrc is not taken, in sentences. */
  readonly notTaken: readonly string[];
}

/** @throws Failure for an act that is missing or too old, and for a flag that can't be used */
export function readAsked(typed: readonly string[], { shell, folder }: LocalPorts): Asked {
  const act = findAct(shell.PATH ?? '');
  const files = actrcsOf(shell, folder).map((path) => {
    const { flags } = readActWords(wordsOfActrc(fileText(path) ?? '', shell), act.flags);
    return { path, flags };
  });
  const read = readActWords(typed, act.flags);
  const words = {
    ...read,
    flags: [...files.flatMap(({ flags }) => flags.filter(isTaken)), ...read.flags],
  };
  const others = files.filter(({ flags }) => !flags.every(isTaken)).map(({ path }) => path);
  if (isGiven(words, 'watch'))
    throw inputFailure({
      code: 'act-watch',
      what: '`--watch` can not be used here',
      why: 'act runs in a copy of the repository, which does not change',
      hint: 'Leave it out, keep the cloud open with `slipway local --keep`, and type the command again after a change.',
    });
  const rest = { ...words, flags: words.flags.filter(({ name }) => name !== 'directory') };
  return {
    act,
    words: withShellValues(rest, shell),
    folder: resolve(folder, valuesOf(words, 'directory').at(-1) ?? '.'),
    notTaken: others.map(platformsLeftOut),
  };
}

/** A label that is this machine is what it would be here. */
const isTaken = ({ name, value = '' }: GivenFlag): boolean =>
  name !== 'platform' || value.endsWith('=-self-hosted');

/** act writes such a file at its first run: images that it proposes, where jobs would miss what is on this machine. */
const platformsLeftOut = (path: string): string =>
  `the \`-P\` of ${path} are not taken: jobs run on this machine. Type \`-P ubuntu-latest=‹image›\` behind \`act\` to run them in containers all the same`;

/** As act looks for them; it gets another HOME, and runs elsewhere. */
const actrcsOf = ({ HOME: home = '', XDG_CONFIG_HOME: settings }: LocalPorts['shell'], folder: string) => [
  join(settings ?? join(home, '.config'), 'act/actrc'),
  join(home, 'Library/Application Support/act/actrc'),
  join(home, '.actrc'),
  join(folder, '.actrc'),
];
