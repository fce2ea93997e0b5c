/** What stood in a variable before may be anything: it is told as text, or not at all. */
import { expect, test } from '@jest/globals';
import { inertLines } from '@slipway/action-kit/untrusted';
import { knownCredentials } from '../../src/asking/credentials/known-credentials.ts';
import { reportOf } from '../../src/reporting/report.ts';
import { memoryVariables } from '../memory-variables.ts';
import { set } from '../wishes.ts';

const token = 'github_pat_ours';
const credentials = knownCredentials(token, [{ name: 'NPM_TOKEN', value: 'a-token-of-the-job' }]);

async function told(before: string): Promise<{ readonly log: string; readonly summary: string }> {
  const store = memoryVariables({ A: before, A_OLD: before });
  const result = await set({ A: 'new' }, store, { wish: { prunePrefix: 'A' } });
  const { lines, summary } = reportOf(result, credentials);
  return { log: lines.flatMap(inertLines).join('\n'), summary: summary.markdown };
}

test.each([
  ['a command', '::error::x'],
  ['an older command', '##[error]x'],
  ['a command on a line of its own', 'x\n::add-mask::y'],
])('%s does not reach the log as one', async (_, before) => {
  const { log } = await told(before);
  expect(log).not.toMatch(/^\s*::|##\[/m);
});

test.each([
  ['HTML', '<script>alert(1)</script>', '<script'],
  ['a table', 'x | y |\n| z', ' | y |'],
  ['a mention', '@octocat', '@octocat'],
  ['a link', '[x](https://example.com)', 'https:'],
  ['a picture', '![x](https://example.com/x.png)', '!['],
])('%s is text in the summary', async (_, before, raw) => {
  const { summary } = await told(before);
  expect(summary).not.toContain(raw);
  expect(summary.split('\n').filter((line) => line.startsWith('| <code>A'))).toHaveLength(2);
});

test.each([
  ['the token', token, 'is the token of this step'],
  ['text with the token', `x ${token} y`, 'holds the token of this step'],
  ['a credential of the job', 'a-token-of-the-job', "is the credential `NPM_TOKEN` of the job's environment"],
  ['a URL with a password', 'postgres://app:hunter2@db/app', 'looks like a URL with a password'],
  ['a private key', '-----BEGIN PRIVATE KEY-----\nhunter2', 'looks like a private key'],
])('%s is not told at all', async (_, before, words) => {
  const { log, summary } = await told(before);
  expect(log).toContain(`updated   A = new (was (not shown: it ${words}))`);
  expect(log).toContain(`removed   A_OLD (was (not shown: it ${words}))`);
  for (const text of [log, summary]) expect(text).not.toMatch(/hunter2|github_pat_ours|a-token-of-the-job/);
});

test('white space around a value is told, because it makes another value', async () => {
  expect((await told(' prod')).log).toContain('updated   A = new (was prod (with white space around it))');
  expect((await told('x\n')).log).toContain('updated   A = new (was x (with white space around it))');
  expect((await told(' \t')).log).toContain('updated   A = new (was (white space alone))');
  expect((await told('x\ny z')).log).toContain('updated   A = new (was x y z)');
});

test('quotes that are part of a value are told', async () => {
  const result = await set({ A: '"x"' }, memoryVariables({}));
  expect(reportOf(result, [], { inQuotes: ['A'] }).lines).toEqual([
    'A: the quotes around its value in `variables` are part of the value',
    'Variables of team/web: 1 created, 0 updated, 0 unchanged',
    '  created   A = "x"',
  ]);
});

test('a long value is cut, and an empty one named', async () => {
  expect((await told('x'.repeat(1000))).log).toContain(`(was ${'x'.repeat(199)}…)`);
  expect((await told('')).log).toContain('updated   A = new (was (empty))');
});
