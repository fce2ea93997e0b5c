/** How a process of act is heard and stopped, shown by small programs in its place. */
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hearAct, type ActProcess } from '../../src/running/act-process.ts';

let folder = '';
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-act-process-')));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Heard extends Partial<ActProcess> {
  /** What is done when it tells this. */
  readonly at?: Readonly<Record<string, () => void>>;
}

/** @param script of node, in which `tell` writes a line as act does. */
async function heard(script: string, { at = {}, ...options }: Heard = {}) {
  const [lines, texts]: [string[], string[]] = [[], []];
  const start = `const tell = (msg) => console.log(JSON.stringify({ msg })); ${script}`;
  const exitCode = await hearAct({
    ...{ program: process.execPath, words: ['--eval', start], folder },
    env: { PATH: process.env.PATH ?? '' },
    onLine: ({ msg }) => {
      lines.push(msg);
      at[msg]?.();
    },
    onText: (text) => void texts.push(text),
    ...options,
  });
  return { exitCode, lines, texts };
}

/** Goes on until it is stopped. @param handlers what signals come to */
const going = (handlers: Readonly<Record<string, string>> = {}): string =>
  [
    ...Object.entries(handlers).map(([signal, does]) => `process.on('${signal}', () => { ${does} });`),
    'setInterval(() => undefined, 1000);',
    "tell('begun');",
  ].join('\n');

const isThere = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('lines are told apart from other texts, the last one too', async () => {
  const script = `tell('one'); console.error('Error: no'); console.log('{ no json');
    process.stdout.write(JSON.stringify({ msg: 'two' })); process.exitCode = 3;`;
  const { exitCode, lines, texts } = await heard(script);
  expect(lines).toEqual(['one', 'two']);
  expect(texts.toSorted()).toEqual(['Error: no', '{ no json']);
  expect(exitCode).toBe(3);
});

test('folder and environment are what is said, and nothing else', async () => {
  const script = `tell(process.cwd()); tell(Object.keys(process.env).filter((name) => !/^__CF/.test(name)).join());`;
  expect((await heard(script, { env: { OWN: 'x' } })).lines).toEqual([folder, 'OWN']);
});

test('it has a group of its own, so that a terminal tells it nothing', async () => {
  const script = `const { execFileSync } = require('node:child_process');
    const group = execFileSync('ps', ['-o', 'pgid=', '-p', String(process.pid)]);
    tell(Number(group) === process.pid ? 'its own' : 'of another');`;
  expect((await heard(script)).lines).toEqual(['its own']);
});

test('what is not there is said, and nothing is waited for', async () => {
  const program = join(folder, 'no-act');
  await expect(heard('', { program })).rejects.toThrow(`spawn ${program} ENOENT`);
});

test('cancelled, it does what it has to do at its end', async () => {
  const cancel = new AbortController();
  const script = going({ SIGINT: "tell('post steps'); process.exit(1);" });
  const at = { begun: () => cancel.abort() };
  const { lines, exitCode } = await heard(script, { cancel: cancel.signal, at });
  expect(lines).toEqual(['begun', 'post steps']);
  expect(exitCode).toBe(1);
});

test('one that was cancelled before it began is cancelled all the same', async () => {
  expect((await heard(going(), { cancel: AbortSignal.abort() })).exitCode).toBe(130);
});

test('ended behind a cancellation, it is ended with what still runs', async () => {
  const [cancel, end] = [new AbortController(), new AbortController()];
  const script = going({ SIGINT: "tell('cancelled');", SIGTERM: "tell('ended'); process.exit(1);" });
  const at = { begun: () => cancel.abort(), cancelled: () => end.abort() };
  const { lines } = await heard(script, { cancel: cancel.signal, end: end.signal, at });
  expect(lines).toEqual(['begun', 'cancelled', 'ended']);
});

test('when the time of post steps is over, it is ended', async () => {
  const script = going({ SIGINT: "tell('cancelled');", SIGTERM: "tell('ended'); process.exit(1);" });
  const cancel = new AbortController();
  const { lines } = await heard(script, {
    ...{ cancel: cancel.signal, at: { begun: () => cancel.abort() } },
    patience: { cancelled: 1, ended: 300_000 },
  });
  expect(lines).toEqual(['begun', 'cancelled', 'ended']);
});

test('one that does not end is killed, with what it started in groups of their own', async () => {
  const end = new AbortController();
  const script = `const { spawn } = require('node:child_process');
    const child = spawn('sleep', ['300'], { detached: true, stdio: 'inherit' });
    tell(String(child.pid)); ${going({ SIGTERM: '' })}`;
  const { lines, exitCode } = await heard(script, {
    ...{ end: end.signal, at: { begun: () => end.abort() } },
    patience: { cancelled: 300_000, ended: 1 },
  });
  expect(exitCode).toBe(137);
  const child = Number(lines[0]);
  expect(child).toBeGreaterThan(0);
  while (isThere(child)) await wait(10);
});

test('what can not be heard cancels it, and is told once it has ended', async () => {
  const script = `const { writeFileSync } = require('node:fs');
    ${going({ SIGINT: "writeFileSync('ended', ''); process.exit(0);" })}`;
  const onLine = (): void => {
    throw new Error('Nobody listens.');
  };
  await expect(heard(script, { onLine })).rejects.toThrow('Nobody listens.');
  expect(existsSync(join(folder, 'ended'))).toBe(true);
});
