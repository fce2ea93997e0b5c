/** Programs for real: this Node plays them, and its signals are the system's. */
import { expect, test } from '@jest/globals';
import { realClock } from '@slipway/action-kit/clock';
import type { Clock } from '@slipway/action-kit/ports';
import { manualClock } from '@slipway/test-kit/manual-clock';
import { commandRunner, type Command, type Ending } from '../src/commands.ts';

interface Ran {
  readonly ending: Ending;
  readonly lines: readonly string[];
}

async function ran(
  script: string,
  more: Partial<Command> & {
    readonly clock?: Pick<Clock, 'sleep'>;
    readonly told?: (line: string) => void;
  } = {},
): Promise<Ran> {
  const lines: string[] = [];
  const { clock = realClock, told, ...rest } = more;
  const ending = await commandRunner(clock)({
    program: process.execPath,
    args: ['-e', script],
    environment: {},
    folder: import.meta.dirname,
    onLine: (line, stream) => {
      lines.push(`${stream}: ${line}`);
      told?.(line);
    },
    ...rest,
  });
  return { ending, lines };
}

test('both streams come line by line, the last one without its line end too', async () => {
  const { ending, lines } = await ran(
    'console.log("a\\r\\nb"); process.stderr.write("c"); process.exitCode = 3',
  );
  expect(lines.toSorted()).toEqual(['stderr: c', 'stdout: a', 'stdout: b']);
  expect(ending).toEqual({ kind: 'exited', code: 3 });
});

test('a character that two chunks share is one character', async () => {
  const script =
    'const b = Buffer.from("ä"); process.stdout.write(b.subarray(0, 1)); setTimeout(() => process.stdout.write(b.subarray(1)), 50)';
  expect((await ran(script)).lines).toEqual(['stdout: ä']);
});

test('a line that does not end is told in pieces', async () => {
  const { lines } = await ran('process.stdout.write("x".repeat(70000))');
  expect(lines.map((line) => line.length - 'stdout: '.length)).toEqual([65_536, 4464]);
});

test('a program sees the environment that it is given, and its arguments as they are', async () => {
  const { lines } = await ran('', {
    args: ['-e', 'console.log(process.env.A, process.env.HOME, process.argv[1])', 'a b; $(c)'],
    environment: { A: 'b' },
  });
  expect(lines).toEqual(['stdout: b undefined a b; $(c)']);
});

test('a program that is not there is said to be missing', async () => {
  expect((await ran('', { program: 'no-such-program', environment: { PATH: '/nowhere' } })).ending).toEqual({
    kind: 'missing',
  });
});

test('a cancel reaches what the program has started as well', async () => {
  const cancel = new AbortController();
  const child =
    'process.on("SIGINT", () => { console.log("child ends"); process.exit(0) }); setInterval(() => 0, 1000); console.log("ready")';
  const script = `process.on("SIGINT", () => undefined); const c = require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio: "inherit" }); c.on("exit", () => process.exit(130))`;
  const { ending, lines } = await ran(script, {
    signal: cancel.signal,
    told: (line) => line === 'ready' && cancel.abort(),
  });
  expect(lines).toEqual(['stdout: ready', 'stdout: child ends']);
  expect(ending).toEqual({ kind: 'exited', code: 130 });
});

test('a program that does not listen is killed when its time is over', async () => {
  const cancel = new AbortController();
  const clock = manualClock();
  const script =
    'process.on("SIGINT", () => console.log("no")); setInterval(() => 0, 1000); console.log("ready")';
  const { ending, lines } = await ran(script, {
    clock,
    signal: cancel.signal,
    told: (line) => {
      if (line === 'ready') cancel.abort();
      if (line === 'no') void clock.advance(5000);
    },
  });
  expect(lines).toEqual(['stdout: ready', 'stdout: no']);
  expect(ending).toEqual({ kind: 'killed', signal: 'SIGKILL' });
});

test('output is not waited for long when something that was started keeps the pipes', async () => {
  const script =
    'const c = require("node:child_process").spawn(process.execPath, ["-e", "setTimeout(() => 0, 60000)"], { stdio: "inherit", detached: true }); console.log(c.pid); c.unref(); process.exit(0)';
  const { ending, lines } = await ran(script, { clock: { sleep: async () => undefined } });
  expect(ending).toEqual({ kind: 'exited', code: 0 });
  process.kill(Number(lines[0]?.replace('stdout: ', '')), 'SIGKILL');
});
