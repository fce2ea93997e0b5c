/** What ends with the folder of a telling: who has it in his environment, and nobody else. Processes show themselves on Linux. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { openOwnFolder, straysOf } from '../src/own-folder.ts';

/** A program that nobody waits for: who started it has ended. @returns its id */
async function stray(env: Readonly<Record<string, string>>, program: string): Promise<number> {
  const script = `${program} </dev/null >/dev/null 2>&1 & echo $!`;
  const started = spawn('/bin/sh', ['-c', script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return Number(await text(started.stdout));
}

/** One that has ended may be listed until somebody asks how, without an environment. */
const isThere = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${String(pid)}/environ`, 'utf8') !== '';
  } catch {
    return false;
  }
};

test('a stray of the folder is ended with it, and another program stays', async () => {
  const own = await openOwnFolder();
  const ours = await stray({ TMPDIR: own.path }, 'sleep 300');
  const another = await stray({ LEVEL: 'x' }, `tail -f /dev/null '${own.path}/log'`);
  try {
    expect(await straysOf(own.path)).toEqual([ours]);
    await own.close();
    expect([isThere(ours), isThere(another), existsSync(own.path)]).toEqual([false, true, false]);
  } finally {
    process.kill(another);
  }
});

test('a stray is ended while the telling goes on, once that is asked for', async () => {
  const own = await openOwnFolder();
  own.endStrays();
  const pid = await stray({ TMPDIR: own.path }, 'sleep 300');
  while (isThere(pid)) await new Promise((resolve) => setImmediate(resolve));
  await own.close();
});
