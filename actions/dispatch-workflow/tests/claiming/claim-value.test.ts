/** What a claim is written as, and what is made of whatever stands in its variable. */
import { describe, expect, test } from '@jest/globals';
import { readClaim, writeClaim, type ClaimValue } from '../../src/claiming/claim-value.ts';
import { onceVariable, takeOverVariable } from '../../src/claiming/key.ts';

const claim: ClaimValue = {
  claim: '0123456789abcdef',
  kind: 'workflow',
  target: 'deploy.yml',
  ref: 'main',
  marking: 'sent',
  by: 'https://github.com/team/infra/actions/runs/7/attempts/1',
  started: false,
  run: undefined,
};
const run = { id: 42, url: 'https://github.com/team/web/actions/runs/42' };

describe('the value of a claim', () => {
  test('is one line that a person can read', () => {
    expect(writeClaim({ ...claim, started: true, run })).toBe(
      '{"claim":"0123456789abcdef","workflow":"deploy.yml","ref":"main","marker":"sent","by":"https://github.com/team/infra/actions/runs/7/attempts/1","started":true,"run":42,"url":"https://github.com/team/web/actions/runs/42"}',
    );
  });

  test.each([
    ['a claim', claim],
    ['a claim of an event', { ...claim, kind: 'event' as const, target: 'built', ref: undefined }],
    ['one that was dispatched', { ...claim, started: true }],
    ['one with its run', { ...claim, started: true, run }],
    ['one that was taken over', { ...claim, holders: 3 }],
    ['hostile words', { ...claim, target: '"}\n::error::', by: '\u0000' }],
  ])('reads back %s', (_, value) => {
    expect(readClaim(writeClaim(value))).toEqual(value);
  });

  test.each([
    ['', 'nothing'],
    ['released', 'a word'],
    ['null', 'null'],
    ['[1]', 'a list'],
    ['{"claim":"x","workflow":"deploy.yml"}', 'an id that is not one'],
    ['{"claim":"0123456789abcdef"}', 'no target'],
    ['{"claim":"0123456789abcdef","workflow":"deploy.yml","run":"42"}', 'a run that is text'],
    ['{"claim":"0123456789abcdef","workflow":"deploy.yml","run":-1}', 'no id of a run'],
  ])('is not %s (%s)', (text) => {
    expect(readClaim(text)).toBeUndefined();
  });

  test('takes a run that was written by hand without its page', () => {
    const text = '{"claim":"0123456789abcdef","workflow":"deploy.yml","run":42}';
    expect(readClaim(text)).toMatchObject({ started: true, run: { id: 42, url: '' }, marking: 'sent' });
  });
});

test.each(['1', '0', '-2', '"3"', '101', '2.5', 'null'])('is held by one when it says %s', (holders) => {
  const text = `{"claim":"0123456789abcdef","workflow":"deploy.yml","holders":${holders}}`;
  expect(readClaim(text)?.holders).toBeUndefined();
});

describe('the names of the variables', () => {
  test('spell a key as GitHub keeps it', () => {
    expect(onceVariable('first-Deployment_2')).toBe('SLIPWAY_ONCE_FIRST_DEPLOYMENT_2');
  });

  test('tell the take-overs of one claim from those of another', () => {
    expect(takeOverVariable('first', '0123456789abcdef', 2)).toBe(
      'SLIPWAY_TAKEOVER_2_0123456789ABCDEF_FIRST',
    );
  });
});
