import { describe, expect, test } from '@jest/globals';
import { agedFeed } from '../../src/policy/feed-age.ts';
import { readKevFile } from '../../src/policy/kev-file.ts';
import { bytes, refusalOf } from '../refusals.ts';

const entry = (cveID: unknown, dateAdded: unknown = '2026-01-31') => ({
  cveID,
  vendorProject: 'Acme',
  dateAdded,
  knownRansomwareCampaignUse: 'Unknown',
});

const catalogue = (more: Readonly<Record<string, unknown>> = {}) => ({
  title: 'CISA Catalog of Known Exploited Vulnerabilities',
  catalogVersion: '2026.11.20',
  dateReleased: '2026-11-20T15:00:09.1234Z',
  count: 2,
  vulnerabilities: [entry('CVE-2026-0001'), entry('CVE-2025-123456', '2025-12-01')],
  ...more,
});

const written = (value: unknown): Uint8Array => bytes(JSON.stringify(value, undefined, 1));

test('a catalogue says what is exploited, since when, and how old it is', () => {
  const { exploited, releasedAt } = readKevFile(written(catalogue()), 'kev.json');
  expect([...exploited]).toEqual([
    ['CVE-2026-0001', '2026-01-31'],
    ['CVE-2025-123456', '2025-12-01'],
  ]);
  expect(releasedAt).toBe(Date.UTC(2026, 10, 20));
});

const hint = "Give CISA's known_exploited_vulnerabilities.json as it was downloaded.";

describe('what would say that less is exploited than is', () => {
  test.each<[string, unknown, string]>([
    ['an empty one', catalogue({ count: 0, vulnerabilities: [] }), 'line 6: the catalogue is empty'],
    [
      'a cut one',
      catalogue({ count: 3 }),
      'line 5: `count` is 3, but 2 vulnerabilities are listed: the catalogue is not whole',
    ],
    [
      'a count in words',
      catalogue({ count: '2' }),
      'line 5: `count` is text, but 2 vulnerabilities are listed: the catalogue is not whole',
    ],
    [
      'no count',
      catalogue({ count: undefined }),
      'line 1: `count` is missing, which says whether the catalogue is whole',
    ],
    ['no list', catalogue({ vulnerabilities: {} }), 'line 6: the list `vulnerabilities` is missing'],
    ['a list alone', [entry('CVE-2026-0001')], 'line 1: it holds a list instead of a catalogue'],
    [
      'an id that no scanner writes',
      catalogue({ vulnerabilities: [entry('CVE-2026-0001'), entry('cve-2025-0002')] }),
      'line 14: `cveID` must be a CVE such as `CVE-2026-0001`, but was `cve-2025-0002`',
    ],
    [
      'no id',
      catalogue({ vulnerabilities: [entry('CVE-2026-0001'), entry(undefined)] }),
      'line 13: `cveID` must be a CVE such as `CVE-2026-0001`, but was missing',
    ],
    [
      'a day that is none',
      catalogue({ vulnerabilities: [entry('CVE-2026-0001', '2026-02-30'), entry('CVE-2026-0002')] }),
      'line 10: `dateAdded` must be a day such as `2026-01-31`, but was `2026-02-30`',
    ],
    [
      'no age',
      catalogue({ dateReleased: 'yesterday' }),
      'line 4: `dateReleased` must be a date such as `2026-01-31T15:00:00Z`, but was `yesterday`',
    ],
  ])('%s is refused', async (_, value, why) => {
    expect(await refusalOf(() => readKevFile(written(value), 'kev.json'))).toMatchObject({
      kind: 'input',
      code: 'kev-invalid',
      message: `The KEV file kev.json has a mistake: ${why}. ${hint}`,
    });
  });

  test('an entry that stands twice is refused', async () => {
    const value = catalogue({ vulnerabilities: [entry('CVE-2026-0001'), entry('CVE-2026-0001')] });
    expect((await refusalOf(() => readKevFile(written(value), 'kev.json'))).lines).toEqual([
      '14: CVE-2026-0001 stands twice.',
    ]);
  });

  test.each([
    ['', "The KEV file kev.json can't be used: it is empty"],
    [
      '{"count": 1, "vuln',
      "The KEV file kev.json:1:14 can't be used: this text has no closing double quote on its line",
    ],
    ['<!doctype html>', 'The KEV file kev.json:1:1 can\'t be used: expected a value, but found "<"'],
  ])('%j is refused', async (text, message) => {
    expect((await refusalOf(() => readKevFile(bytes(text), 'kev.json'))).message).toBe(`${message}. ${hint}`);
  });
});

describe('an old copy is told as such', () => {
  const of = Date.UTC(2026, 9, 1);
  const day = 86_400_000;
  test.each([
    [30, undefined],
    [31, 'The KEV file kev.json is of 2026-10-01, 31 days ago: what was learned since then is not in it.'],
  ])('after %d days: %s', (days, sentence) => {
    expect(agedFeed('KEV file', 'kev.json', of, of + days * day)).toBe(sentence);
  });

  test('one of an unknown day is not', () => {
    expect(agedFeed('EPSS file', 'epss.csv', undefined, of)).toBeUndefined();
  });
});
