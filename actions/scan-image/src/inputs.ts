/** The inputs of scan-image, each with its parser. */
import { optional, required, type InputsOf, type InputTable } from '@slipway/action-kit/inputs';
import {
  accountId,
  boolean,
  digest,
  duration,
  ecrRepository,
  matching,
  oneOf,
  region,
  text,
  Unreadable,
  type Parser,
} from '@slipway/action-kit/parsers';
import type { contract } from './contract.ts';
import { budgets } from './severities.ts';

const tag = matching(/^\w[\w.-]{0,127}$/, 'a tag');

const digestOrTag: Parser<string> = {
  expects: `${digest.expects}, or a tag`,
  read: (value) => {
    if (value.startsWith('sha256:')) return digest.read(value);
    if (value.includes('@')) throw new Unreadable('give only what stands behind the @');
    return tag.read(value);
  },
};

const policy = oneOf('fail', 'warn', 'pass');

export type Policy = ReturnType<typeof policy.read>;

export const inputs = {
  repository: required(ecrRepository),
  digest: required(digestOrTag),
  'registry-id': optional(accountId),
  region: optional(region),
  mode: required(oneOf('gate', 'report')),
  'fail-on': optional(budgets),
  'on-unscannable': required(policy),
  'on-timed-out': required(policy),
  'on-not-configured': required(policy),
  timeout: required(duration),
  'report-file': optional(text),
  'dry-run': required(boolean),
} satisfies InputTable<typeof contract>;

export type Inputs = InputsOf<typeof inputs>;
