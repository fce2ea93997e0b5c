/** The output of docker buildx, read: which steps there were, what they printed, and what was cached. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { progressReader, stepCount } from '../src/progress.ts';

function read(text: string) {
  const reader = progressReader();
  for (const line of text.split('\n')) reader.add(line);
  return reader.progress();
}

const transcript = (name: string) =>
  readFile(join(import.meta.dirname, 'transcripts', `${name}.txt`), 'utf8');

test.each([
  ['everything-cached', { cached: 2, executed: 0 }],
  ['checks-as-warnings', { cached: 0, executed: 2 }],
  ['cache-not-written', { cached: 1, executed: 1 }],
  ['one-of-several-platforms-failed', { cached: 1, executed: 2 }],
])('%s: only what stands in the Dockerfile is counted', async (name, count) => {
  expect(stepCount(read(await transcript(name)).steps)).toEqual(count);
});

test('steps that are told in turns keep their own lines', () => {
  const { steps } = read(
    [
      '#5 [one 1/1] RUN a',
      '#5 0.079 first',
      '#5 ...',
      '',
      '#6 [two 1/1] RUN b',
      '#6 0.119 other',
      '#6 DONE 0.2s',
      '',
      '#5 [one 1/1] RUN a',
      '#5 1.121 \u001b[31mERROR: second\u001b[0m',
      '#5 1.122',
      '#5 DONE 1.2s',
    ].join('\n'),
  );
  expect(steps).toEqual([
    { name: '[one 1/1] RUN a', state: 'done', error: '', output: ['first', 'ERROR: second', ''] },
    { name: '[two 1/1] RUN b', state: 'done', error: '', output: ['other'] },
  ]);
});

test('of a long output the end is kept', () => {
  const printed = Array.from({ length: 500 }, (_, at) => `#1 0.1 line ${String(at)}`);
  const { steps } = read(['#1 [1/1] RUN a', ...printed].join('\n'));
  expect(steps[0]?.output).toEqual(Array.from({ length: 20 }, (_, at) => `line ${String(480 + at)}`));
});

test('an error of several lines is read to its end', async () => {
  const { steps, error } = read(await transcript('git-unreachable'));
  expect(steps[1]?.error).toMatch(
    /^failed to fetch remote .+\nfatal: unable to access .+\n: exit status 128$/,
  );
  expect(error).toMatch(/^failed to read dockerfile: .+\nfatal: unable to access .+\n: exit status 128$/);
});

test('the lines of the Dockerfile that are marked are known', async () => {
  expect(read(await transcript('several-lines-failed')).source).toEqual({
    file: 'Dockerfile',
    line: 3,
    text: ['RUN echo a && \\', '    echo b && \\', '    false'],
  });
});

test('of two places that are shown the first counts', () => {
  const edge = '-'.repeat(20);
  const block = (line: number): string =>
    [`Dockerfile:${String(line)}`, edge, `   ${String(line)} | >>> RUN a`, edge].join('\n');
  expect(read(`${block(3)}\n${block(7)}`).source).toEqual({ file: 'Dockerfile', line: 3, text: ['RUN a'] });
});

test('who refuses to begin has its first line for a last word', async () => {
  expect(read(await transcript('flag-unknown')).error).toBe('unknown flag: --annotatoin');
});
