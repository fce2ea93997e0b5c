/** The inputs of dispatch-workflow: one parser each. */
import { optional, required, type InputsOf, type InputTable } from '@slipway/action-kit/inputs';
import {
  boolean,
  durationOfAtLeast,
  matching,
  repositorySlug,
  secretText,
  text,
  Unreadable,
  type Parser,
} from '@slipway/action-kit/parsers';
import type { contract } from './contract.ts';

/** A path is taken too, as its file name: GitHub knows no other folder. What is neither file nor id is a name. */
const workflow: Parser<string> = {
  expects: 'the file name of a workflow such as `release.yml`, its name or its id',
  read: (value) => {
    const file = value.replace(/^(?:\.\/)?\.github\/workflows\//, '');
    const isPath = /\.ya?ml$/i.test(file) && /[/\\]/.test(file);
    if (isPath) throw new Unreadable('workflows are in .github/workflows alone: give the name of the file');
    if (/^\.ya?ml$/i.test(file) || /[\n\r]/.test(file) || file.length > 255) throw new Unreadable();
    return file;
  },
};

const eventType: Parser<string> = matching(
  /^[^\n\r]{1,100}$/,
  'the type of an event, one line of at most 100 characters',
);

/** Whether it is wanted; what says no is told apart. */
export type Condition = 'yes' | 'false' | 'empty list';

/** `true` or `false`, or a JSON list as jobs pass it on: whether it holds anything. */
const condition: Parser<Condition> = {
  expects: '`true`, `false` or a JSON list',
  read: (value) => {
    if (value === 'true' || value === 'false') return value === 'true' ? 'yes' : 'false';
    try {
      const parsed: unknown = JSON.parse(value);
      if (Array.isArray(parsed)) return parsed.length > 0 ? 'yes' : 'empty list';
    } catch {
      // Not JSON: said below.
    }
    throw new Unreadable();
  },
};

/** As GitHub takes names of inputs. */
const inputName = matching(/^[A-Za-z_][\w-]*$/, 'the name of an input such as `correlation-id`');

/** Becomes part of a variable's name, which has 255 characters at most. */
const onceKey = matching(
  /^[A-Za-z0-9_-]{1,200}$/,
  'a key of letters, digits, `_` and `-`, at most 200, such as `first-deployment`',
);

export const inputs = {
  workflow: optional(workflow),
  'event-type': optional(eventType),
  ref: optional(text),
  repository: optional(repositorySlug),
  token: required(secretText),
  inputs: optional(text),
  'client-payload': optional(text),
  wait: required(boolean),
  timeout: required(durationOfAtLeast(1000)),
  'cancel-on-timeout': required(boolean),
  'cancel-on-cancel': required(boolean),
  'marker-input': required(inputName),
  'only-once': optional(onceKey),
  'variables-token': optional(secretText),
  when: optional(condition),
  'dry-run': required(boolean),
} satisfies InputTable<typeof contract>;

export type Inputs = InputsOf<typeof inputs>;
