import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { fewScores, readEpssFile } from '../../src/policy/epss-file.ts';
import { bytes, refusalOf } from '../refusals.ts';

const head = '#model_version:v2025.03.14,score_date:2026-11-20T12:55:00Z\ncve,epss,percentile\n';
const csv = (rows: string): Uint8Array => bytes(`${head}${rows}`);
const day = Date.UTC(2026, 10, 20);

describe('what is read', () => {
  test.each<[string, Uint8Array]>([
    ['the CSV of a day', csv('CVE-2026-0001,0.00043,0.1\nCVE-2026-0002,1,1.0\nCVE-2026-0003,9.1e-05,0\n')],
    [
      'one with line ends of Windows',
      bytes(
        `${head}CVE-2026-0001,0.00043,0.1\nCVE-2026-0002,1.0,1.0\nCVE-2026-0003,0.000091,0\n`.replaceAll(
          '\n',
          '\r\n',
        ),
      ),
    ],
    [
      'a whole answer of the API',
      bytes(
        JSON.stringify({
          status: 'OK',
          total: 3,
          offset: 0,
          data: [
            { cve: 'CVE-2026-0001', epss: '0.00043', percentile: '0.1', date: '2026-11-20' },
            { cve: 'CVE-2026-0002', epss: '1', percentile: '1', date: '2026-11-21' },
            { cve: 'CVE-2026-0003', epss: 0.000091, percentile: 0, date: '2026-11-20' },
          ],
        }),
      ),
    ],
  ])('%s', (_, content) => {
    const { scores, scoredAt } = readEpssFile(content, 'epss');
    expect([...scores]).toEqual([
      ['CVE-2026-0001', 0.00043],
      ['CVE-2026-0002', 1],
      ['CVE-2026-0003', 0.000091],
    ]);
    expect(scoredAt).toBe(day);
  });

  test('scores without a day', () => {
    const { scoredAt } = readEpssFile(bytes('cve,epss,percentile\nCVE-2026-0001,0.5,0.5\n'), 'epss.csv');
    expect(scoredAt).toBeUndefined();
  });
});

const hint = "Give FIRST's epss_scores-current.csv, unpacked, or an answer of its API.";

describe('what is refused', () => {
  test.each<[string, Uint8Array, string]>([
    ['nothing', bytes(''), " can't be used: it is empty"],
    ['what is packed', gzipSync(head), " can't be used: it is packed: unpack it with `gunzip` first"],
    ['no scores', csv(''), ' has a mistake: it holds no score'],
    [
      'no names of columns',
      bytes('CVE-2026-0001,0.5,0.5\n'),
      ' has a mistake: line 1: the names of the columns must be `cve,epss,percentile`',
    ],
    [
      'other columns',
      bytes('#x\ncve,percentile,epss\nCVE-2026-0001,0.5,0.5\n'),
      ' has a mistake: line 2: the names of the columns must be `cve,epss,percentile`',
    ],
    [
      'a cut file',
      csv('CVE-2026-0001,0.5,0.5\nCVE-2026-0002,0.9'),
      ' has 2 mistakes: line 4: three columns are needed; and 1 more',
    ],
    [
      'a file that is cut in a number',
      csv('CVE-2026-0001,0.5,0.5\nCVE-2026-0002,0.9,0.'),
      ' has a mistake: line 4: the last line has no end, so the file may be cut: download it again',
    ],
    [
      'another id',
      csv('cve-2026-0001,0.5,0.5\n'),
      ' has 2 mistakes: line 3: a line begins with a CVE such as `CVE-2026-0001`; and 1 more',
    ],
    [
      'a percentage',
      csv('CVE-2026-0001,50,0.5\nCVE-2026-0002,0,0\n'),
      ' has a mistake: line 3: EPSS must be a number from 0 to 1',
    ],
    [
      'a minus',
      csv('CVE-2026-0001,-0.5,0.5\nCVE-2026-0002,0,0\n'),
      ' has a mistake: line 3: EPSS must be a number from 0 to 1',
    ],
    [
      'no number',
      csv('CVE-2026-0001,,0.5\nCVE-2026-0002,0,0\n'),
      ' has a mistake: line 3: EPSS must be a number from 0 to 1',
    ],
    [
      'an empty line between',
      csv('\nCVE-2026-0002,0,0\n'),
      ' has a mistake: line 3: a line begins with a CVE such as `CVE-2026-0001`',
    ],
    [
      'four columns',
      csv('CVE-2026-0001,0,0,0\nCVE-2026-0002,0,0\n'),
      ' has a mistake: line 3: three columns are needed',
    ],
    [
      'two scores',
      csv('CVE-2026-0001,0,0\nCVE-2026-0001,1,1\n'),
      ' has a mistake: line 4: CVE-2026-0001 stands twice',
    ],
    [
      'a page of many',
      bytes('{"total": 300000,\n"data": [{"cve": "CVE-2026-0001", "epss": "0.5"}]}'),
      ' has a mistake: line 1: it is a page with 1 of 300000 scores: give the CSV of the day, which has all',
    ],
    [
      'an answer that does not say how many there are',
      bytes('{"data": [{"cve": "CVE-2026-0001", "epss": "0.5"}]}'),
      ' has a mistake: line 1: `total` is missing, which says whether the answer is whole',
    ],
    [
      'one that says it in another way',
      bytes('{"data": [{"cve": "CVE-2026-0001", "epss": "0.5"}],\n"total": "1"}'),
      ' has a mistake: line 2: `total` must be a number, but was text',
    ],
    ['an answer without scores', bytes('{"data": []}'), ' has a mistake: line 1: it holds no score'],
    [
      'an answer of another kind',
      bytes('{"status": "error"}'),
      ' has a mistake: line 1: it holds no list `data`',
    ],
    ['a list', bytes('[1]'), ' has a mistake: line 1: it holds a list'],
    [
      'a row of an answer',
      bytes(
        '{"total": 2, "data": [{"cve": "CVE-2026-0001", "epss": "0.5"},\n{"cve": "CVE-2026-0002", "epss": null}]}',
      ),
      ' has a mistake: line 2: EPSS must be a number from 0 to 1',
    ],
    [
      'a row that stands twice',
      bytes(
        '{"total": 2, "data": [{"cve": "CVE-2026-0001", "epss": "0.5"},\n{"cve": "CVE-2026-0001", "epss": "0.1"}]}',
      ),
      ' has a mistake: line 2: CVE-2026-0001 stands twice',
    ],
  ])('%s', async (_, content, words) => {
    expect(await refusalOf(() => readEpssFile(content, 'epss.csv'))).toMatchObject({
      kind: 'input',
      code: 'epss-invalid',
      message: `The EPSS file epss.csv${words}. ${hint}`,
    });
  });
});

describe('a file with few scores', () => {
  const scoresOf = (count: number) => ({
    scores: new Map(Array.from({ length: count }, (_, index) => [`CVE-2026-${String(index + 1000)}`, 0.5])),
    scoredAt: undefined,
  });

  test.each([
    [1, '1 score'],
    [9999, '9999 scores'],
  ])('is a warning: %d', (count, words) => {
    expect(fewScores('epss.json', scoresOf(count))).toBe(
      `The EPSS file epss.json has ${words} only, and no day of FIRST has so few: nothing fails for a CVE that is not in it.`,
    );
  });

  test('is none with ten thousand', () => {
    expect(fewScores('epss.json', scoresOf(10_000))).toBeUndefined();
  });
});
