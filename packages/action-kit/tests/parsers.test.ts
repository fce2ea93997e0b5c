import { describe, expect, test } from '@jest/globals';
import {
  accountId,
  boolean,
  digest,
  distinctLines,
  duration,
  durationOfAtLeast,
  ecrRepository,
  keyValue,
  lines,
  oneOf,
  refined,
  region,
  repositorySlug,
  secretText,
  text,
  Unreadable,
  wholeNumber,
  type Parser,
} from '../src/parsers.ts';

const hash = `sha256:${'0a'.repeat(32)}`;

describe('reads', () => {
  const cases: readonly [name: string, parser: Parser<unknown>, text: string, value: unknown][] = [
    ['text as it is', text, 'a b', 'a b'],
    ['true', boolean, 'true', true],
    ['false', boolean, 'false', false],
    ['one of a few words', oneOf('gate', 'report'), 'report', 'report'],
    ['a number at its lower end', wholeNumber(1, 360), '1', 1],
    ['a number at its upper end', wholeNumber(1, 360), '360', 360],
    ['seconds', duration, '90s', 90_000],
    ['minutes', duration, '15m', 900_000],
    ['hours', duration, '2h', 7_200_000],
    ['days', duration, '30d', 2_592_000_000],
    ['a duration that is just long enough', durationOfAtLeast(1000), '1s', 1000],
    ['a digest', digest, hash, hash],
    ['a repository in a namespace', ecrRepository, 'team/web-2_x.y', 'team/web-2_x.y'],
    ['an account id with a leading zero', accountId, '012345678901', '012345678901'],
    ['a region', region, 'eu-west-1', 'eu-west-1'],
    ['a region of another partition', region, 'us-gov-east-1', 'us-gov-east-1'],
    ['a repository on GitHub', repositorySlug, 'team-1/web.app', 'team-1/web.app'],
    ['lines without the empty ones', lines(text), '\n a \n\nb\n', ['a', 'b']],
    ['a pair whose value holds equals signs', keyValue, 'KEY=a=b', ['KEY', 'a=b']],
    ['a pair whose value is empty', keyValue, 'KEY=', ['KEY', '']],
    ['a refined value', refined(wholeNumber(0), 'a number to double', (n) => n * 2), '4', 8],
  ];
  test.each(cases)('%s', (_, parser, given, value) => {
    expect(parser.read(given)).toEqual(value);
  });
});

describe('refuses, and says what it expects', () => {
  const cases: readonly [given: string, parser: Parser<unknown>, expects: string][] = [
    ['yes', boolean, '`true` or `false`'],
    ['True', boolean, '`true` or `false`'],
    ['gated', oneOf('gate', 'report'), 'one of `gate`, `report`'],
    ['0', wholeNumber(1, 360), 'a whole number from 1 to 360'],
    ['361', wholeNumber(1, 360), 'a whole number from 1 to 360'],
    ['1.5', wholeNumber(1), 'a whole number of at least 1'],
    ['-1', wholeNumber(0), 'a whole number of at least 0'],
    ['99999999999999999999', wholeNumber(0), 'a whole number of at least 0'],
    ['soon', duration, 'a duration such as 90s, 15m, 2h or 30d'],
    ['15', duration, 'a duration such as 90s, 15m, 2h or 30d'],
    ['1m30s', duration, 'a duration such as 90s, 15m, 2h or 30d'],
    ['0s', durationOfAtLeast(1000), 'a duration such as 90s, 15m, 2h or 30d, at least 1s'],
    [hash.toUpperCase(), digest, 'a digest: `sha256:` and 64 hexadecimal digits'],
    ['web:1', ecrRepository, ecrRepository.expects],
    ['1.dkr.ecr.eu-west-1.amazonaws.com/Web', ecrRepository, ecrRepository.expects],
    [
      'Web',
      ecrRepository,
      'the name of an ECR repository such as `team/web` (lower case, without a registry in front and without a tag)',
    ],
    ['12345678901', accountId, 'an account id of twelve digits, in quotes so that YAML keeps a leading zero'],
    ['europe', region, 'an AWS region such as `eu-west-1`'],
    ['web', repositorySlug, 'a repository as `owner/name`'],
    ['=x', keyValue, '`key=value`'],
  ];
  test.each(cases)('%s', (given, parser, expects) => {
    expect(parser.expects).toBe(expects);
    expect(() => parser.read(given)).toThrow(Unreadable);
  });
});

describe('a list', () => {
  test('names the line that is wrong', () => {
    expect(() => lines(wholeNumber(1)).read('1\ntwo\n')).toThrow('the line `two` is not');
    expect(lines(keyValue).expects).toBe('`key=value`, one a line');
  });

  test('passes on why, and lets other errors through', () => {
    const picky = refined(text, 'text', (value) => {
      throw value === 'bad' ? new Unreadable('it is bad') : new TypeError('broken');
    });
    expect(() => lines(picky).read('bad')).toThrow('the line `bad` is not: it is bad');
    expect(() => lines(picky).read('worse')).toThrow(TypeError);
  });
});

describe('a list of what has names', () => {
  const pairs = distinctLines(keyValue, ([key]) => key);

  test('is read as any other', () => {
    expect(pairs.read('a=1\nb=1')).toEqual([
      ['a', '1'],
      ['b', '1'],
    ]);
    expect(pairs.expects).toBe('`key=value`, one a line');
  });

  test('has none twice', () => {
    expect(() => pairs.read('a=1\nb=1\na=2')).toThrow('`a` is given twice');
  });

  test('does not quote a secret', () => {
    expect(() => distinctLines(secretText, (value) => value).read('x\nx')).toThrow(/^one is given twice$/);
  });
});

describe('a secret', () => {
  const token = refined(secretText, 'a token', () => {
    throw new Unreadable();
  });

  test('stays one when it is refined or listed', () => {
    expect([secretText, token, lines(token)].every((parser) => 'secret' in parser)).toBe(true);
    expect('secret' in text).toBe(false);
  });

  test('is not quoted by the list it stands in', () => {
    expect(() => lines(token).read('hunter2')).toThrow(/^a line is not$/);
  });
});
