/** What a person types behind `npm run enterprise-server --`: checked before anything is written. */
import { parseArgs } from 'node:util';
import type { Server } from './for-enterprise-server.ts';
import { notOurs } from './replace-copy.ts';

export interface Words extends Server {
  /** The folder to write to. */
  readonly to: string;
}

const usage =
  'npm run enterprise-server -- --repository platform/slipway --ref v1 --to ../slipway-for-our-server';

/** @returns the words, or the sentence that says what is wrong with them. */
export function readWords(args: readonly string[]): Words | string {
  const given = parsed(args);
  if (typeof given === 'string') return given;
  const { repository = '', ref = '', to = '' } = given;
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
    return wrong('repository', repository, 'owner and name of the copy on your server');
  if (!/^[\w.-]+(?:\/[\w.-]+)*$/.test(ref)) return wrong('ref', ref, 'the tag or branch that callers write');
  if (to === '') return wrong('to', to, 'a folder');
  return notOurs(to) ?? { repository, ref, to };
}

function parsed(args: readonly string[]): Partial<Words> | string {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args: [...args], options: { repository: text, ref: text, to: text } }).values;
  } catch (error) {
    const why = String((error as Partial<Error>).message).replace(/\. .*/s, '');
    return `Nothing was written: ${why}. Type ${usage}`;
  }
}

const wrong = (flag: string, value: string, expected: string): string =>
  `Nothing was written: --${flag} has to be ${expected}, but ${value === '' ? 'is missing' : `was \`${value}\``}. Type ${usage}`;
