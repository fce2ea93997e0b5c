/**
 * The keys of a policy file: those inputs that say what is asked of an image. One table for both, so that an input and
 * a key are read, and refused, by the same parser.
 */
import { boolean, duration, lines, oneOf, text, type Parser } from '@slipway/action-kit/parsers';
import type { CamelCase } from '@slipway/action-kit/inputs';
import { budgets } from '../findings/severities.ts';
import { baselineSource } from './baseline-source.ts';
import { epssThreshold } from './epss-threshold.ts';
import { maxAges } from './max-age.ts';
import { namePatterns, pathPatterns } from './patterns.ts';

/** How YAML may write it besides the text of the input: each but `word` in a way of its own. */
export type Form =
  /** A text only. */
  | 'word'
  | 'flag'
  | 'number'
  /** A list of texts, one for each line. */
  | 'lines'
  /** An object, severity → number or text; or a list of lines. */
  | 'by-severity';

interface PolicyKey<T> {
  readonly form: Form;
  readonly parser: Parser<T>;
}

const key = <T>(form: Form, parser: Parser<T>): PolicyKey<T> => ({ form, parser });

const tolerance = oneOf('fail', 'warn', 'pass');

export const policyKeys = {
  'fail-on': key('by-severity', budgets),
  'fixable-only': key('flag', boolean),
  'new-only': key('flag', boolean),
  baseline: key('word', baselineSource),
  kev: key('word', oneOf('off', 'warn', 'fail')),
  'epss-above': key('number', epssThreshold),
  'max-age': key('by-severity', maxAges),
  packages: key('lines', namePatterns),
  paths: key('lines', pathPatterns),
  'ignore-file': key('word', text),
  'ignore-max-age': key('word', duration),
  'vex-file': key('lines', lines(text)),
  'kev-file': key('word', text),
  'epss-file': key('word', text),
  'on-unscannable': key('word', tolerance),
  'on-timed-out': key('word', tolerance),
  'on-not-configured': key('word', tolerance),
  timeout: key('word', duration),
} as const;

type Keys = typeof policyKeys;
type Read<K> = K extends PolicyKey<infer T> ? T : never;

/** What a policy file sets, named as the inputs are in code. */
export type PolicyFile = {
  readonly [Name in keyof Keys as CamelCase<Name>]?: Read<Keys[Name]>;
};
