/** What a process sees whose time runs faster. Factors are large, so that an unscaled wait would outlast the test. */
import { tmpdir } from 'node:os';
import { expect, test } from '@jest/globals';
import { runAction, type ActionRun } from '../src/run-action.ts';
import { withSample } from './sample-action.ts';

/** Runs JavaScript with an hour in 3.6 s, and reads the JSON of its last line. */
async function seen(main: string, timeFactor = 1000, timeOrigin?: number): Promise<unknown> {
  const options = { workspace: tmpdir(), timeFactor, ...(timeOrigin === undefined ? {} : { timeOrigin }) };
  const run = await withSample(
    { main: `const say = (value) => console.log(JSON.stringify(value));${main}` },
    (action) => runAction({ action, ...options }),
  );
  return read(run);
}

const read = ({ log }: ActionRun): unknown => JSON.parse(log.at(-1) ?? 'null');

test.each([
  ['setTimeout', `await new Promise((done) => setTimeout(done, 300_000));`],
  [
    'setTimeout of node:timers',
    `const { setTimeout: after } = await import('node:timers'); await new Promise((done) => after(done, 300_000));`,
  ],
  [
    'setTimeout as util.promisify has it',
    `const { promisify } = await import('node:util'); await promisify(setTimeout)(300_000);`,
  ],
  [
    'setTimeout of node:timers/promises',
    `const { setTimeout: after } = await import('node:timers/promises'); await after(300_000);`,
  ],
  [
    'scheduler.wait',
    `const { scheduler } = await import('node:timers/promises'); await scheduler.wait(300_000);`,
  ],
  [
    'AbortSignal.timeout',
    `const signal = AbortSignal.timeout(300_000); const alive = setTimeout(() => {}, 3_000_000);
     await new Promise((done) => signal.addEventListener('abort', done)); clearTimeout(alive);`,
  ],
  [
    'setInterval, at its third turn',
    `let turns = 0; await new Promise((done) => { const timer = setInterval(() => { if (++turns === 3) done(clearInterval(timer)); }, 100_000); });`,
  ],
  [
    'the idle time of a socket',
    `const net = await import('node:net'); const server = net.createServer().listen(0, '127.0.0.1');
     await new Promise((done) => server.once('listening', done)); const socket = net.connect(server.address().port, '127.0.0.1');
     await new Promise((done) => { socket.setTimeout(300_000, done); }); socket.destroy(); server.close();`,
  ],
])('five minutes of %s are five minutes by the clocks of the action', async (_, wait) => {
  const elapsed = (await seen(
    `const [date, clock] = [Date.now(), performance.now()]; ${wait} say([Date.now() - date, performance.now() - clock]);`,
  )) as readonly number[];
  // Date reads whole real milliseconds: a thousand here.
  for (const milliseconds of elapsed) expect(milliseconds).toBeGreaterThanOrEqual(299_000);
  for (const milliseconds of elapsed) expect(milliseconds).toBeLessThan(3_000_000);
});

test('the clocks agree with each other and with a cloud of the same factor and origin', async () => {
  const origin = Date.now() - 10_000;
  const [now, date, called, clock] = (await seen(
    `say([Date.now(), new Date().getTime(), Date.parse(Date()), performance.timeOrigin + performance.now()])`,
    1000,
    origin,
  )) as readonly [number, number, number, number];
  const cloud = origin + (Date.now() - origin) * 1000;
  for (const each of [now, date, called, clock]) {
    expect(each).toBeGreaterThan(origin + 10_000_000);
    expect(each).toBeLessThanOrEqual(cloud);
    expect(Math.abs(each - now)).toBeLessThan(60_000);
  }
});

test('dates are dates: given ones stay, and the class is one', async () => {
  const main = `class Own extends Date {} const date = new Date(0);
    say([date.toISOString(), new Date(2026, 0, 1).getFullYear(), Date.UTC(1970, 0, 2), date instanceof Date,
      date.constructor === Date, new Own(5) instanceof Own, new Own(5).getTime(), typeof Date()])`;
  expect(await seen(main)).toEqual([
    '1970-01-01T00:00:00.000Z',
    2026,
    86_400_000,
    true,
    true,
    true,
    5,
    'string',
  ]);
});

test('the handle of a timer is the one of Node: refresh, unref, its number, and what it is given', async () => {
  // What refreshes is set first and is due long before: Node runs what is due in that order, however late it is.
  const main = `const start = Date.now(); const told = [];
    setTimeout(() => timer.refresh(), 100_000).unref().ref();
    const timer = setTimeout((...values) => told.push(Date.now() - start >= 399_000, ...values), 300_000, 'a', 'b');
    const dropped = setTimeout(() => told.push('never'), 1_000); clearTimeout(Number(dropped));
    process.on('exit', () => say([...told, timer.hasRef(), typeof timer[Symbol.toPrimitive]()]));
    setTimeout(() => told.push('held the process'), 100_000_000).unref();`;
  expect(await seen(main)).toEqual([true, 'a', 'b', true, 'number']);
});

test('what Node fires at once it still fires at once', async () => {
  const main = `const start = performance.now(); const at = [];
    for (const delay of [0, -1, NaN, undefined, 2 ** 31]) await new Promise((done) => setTimeout(done, delay));
    say(performance.now() - start < 2_000_000)`;
  expect(await seen(main)).toBe(true);
});

test('the runner cancels by the time of the action', async () => {
  const controller = new AbortController();
  const main = `process.on('SIGINT', () => {}); process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('ready');`;
  const run = await withSample({ main }, (action) =>
    runAction({
      action,
      workspace: tmpdir(),
      timeFactor: 100,
      signal: controller.signal,
      onLine: () => controller.abort(),
    }),
  );
  expect(run).toMatchObject({ conclusion: 'cancelled', signal: 'SIGKILL' });
  expect(run.startToEndMs).toBeLessThan(5000);
});
