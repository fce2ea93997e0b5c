/**
 * A telling that is interrupted ends in order: with one sentence and its exit code, and nothing of it stays, neither
 * folders nor processes.
 * @needs act
 * @needs terraform
 * @needs moto_server
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { straysOf } from '../src/own-folder.ts';

const root = resolve(import.meta.dirname, '../../..');
const runE2e = pathToFileURL(join(import.meta.dirname, '../src/run-e2e.ts')).href;

let folder: string;
let temporary: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-facts-'));
  temporary = await mkdtemp(join(tmpdir(), 'slipway-interrupted-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
  await rm(temporary, { recursive: true, force: true });
});

/** @param isTime told what the person has seen so far, and all that jobs and Terraform have printed. */
async function interrupted(
  signal: 'SIGINT' | 'SIGTERM',
  words: readonly string[],
  isTime: (seen: string, printed: string) => boolean,
) {
  const script = `const { runE2e } = await import(${JSON.stringify(runE2e)});
process.exitCode = await runE2e(${JSON.stringify({ root, folder })}, ${JSON.stringify(words)});`;
  const telling = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let seen = '';
  telling.stdout.setEncoding('utf8').on('data', (text: string) => (seen += text));
  const closed = once(telling, 'close');
  while (telling.exitCode === null) {
    const printed = await readFile(join(folder, 'e2e.log'), 'utf8').catch(() => '');
    if (isTime(seen, printed)) break;
    await after(20);
  }
  telling.kill(signal);
  const [code] = (await closed) as [number | null];
  return { code, seen, left: await readdir(temporary), strays: await straysOf(temporary) };
}

const sentence =
  'Interrupted: what runs is cancelled, then everything that was opened is closed and removed.';

test.each<[string, 'SIGINT' | 'SIGTERM', readonly string[], Parameters<typeof interrupted>[2]]>([
  ['its first line', 'SIGINT', [], (seen) => seen.includes('\n')],
  [
    'the first lines of a job and of Terraform',
    'SIGINT',
    [],
    (_, printed) => printed.includes('] ') && printed.includes('terraform/stack bootstrap'),
  ],
  ['the first line of a job', 'SIGTERM', ['--refusals'], (_, printed) => printed.includes('] ')],
])(
  'after %s',
  async (_, signal, words, isTime) => {
    const { code, seen, left, strays } = await interrupted(signal, words, isTime);
    expect(code).toBe(130);
    expect(seen.split(sentence)).toHaveLength(2);
    expect(seen.trimEnd().endsWith(sentence)).toBe(true);
    expect(left).toEqual([]);
    expect(strays).toEqual([]);
  },
  180_000,
);
