/**
 * `npm run demo` as a person starts it, into a pipe: the whole story on the committed bundles. What the README shows
 * of it has to be what it says.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, expect, test } from '@jest/globals';
import { stableText } from '@slipway/test-kit/stable-text';
import { transcriptIn, transcriptOf } from '../src/readme-transcript.ts';

const root = resolve(import.meta.dirname, '../../..');
let output = '';
let exitCode: number | null = null;

beforeAll(async () => {
  const child = spawn(process.execPath, [join(root, 'packages/demo/src/demo.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((settle) => child.on('close', settle));
  output = await text(child.stdout);
  exitCode = await ended;
}, 180_000);

test('every act ends as told, and the file of facts says so', () => {
  expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
  const facts: unknown = JSON.parse(readFileSync(join(root, '.slipway/demo.json'), 'utf8'));
  const seconds: unknown = expect.any(Number);
  expect(facts).toEqual({
    acts: [
      { version: '1', outcome: 'succeeded', servedVersion: '1', seconds },
      { version: '2', outcome: 'rolled-back', servedVersion: '1', seconds },
      { version: '3', outcome: 'gated', servedVersion: '1', seconds },
      { version: '4', outcome: 'succeeded', servedVersion: '4', seconds },
    ],
    requests: { total: expect.any(Number), failed: 0 },
    seconds,
  });
});

test('a client is answered all along', () => {
  expect(/Told in [\d.]+ s: (\d+) requests, 0 failed\./.exec(output)?.[1]).toMatch(/^[1-9]\d+$/);
});

test('a pipe gets no colours, and no masked line', () => {
  expect(output).not.toContain('\u001b[');
  expect(output).not.toContain('::add-mask::');
});

test('the transcript in the README is what version 2 says', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  expect(steady(transcriptIn(readme))).toBe(steady(transcriptOf(output)));
});

/** Without the lines that depend on when the machine looked: progress, and each task's death. */
function steady(transcript: string): string {
  const lines = transcript.split('\n').filter((line) => !/ of \d new tasks | task \w+ died: /.test(line));
  return stableText(lines.join('\n').replace(/^ +[\d.]+s|(?<=│ )\d:\d\d /gm, '')).replace(
    /after \S+ s\b|after ‹elapsed›|listens on port \d+/g,
    '‹…›',
  );
}
