/**
 * A process and a cloud in lockstep: what the process waits for passes at once, is as long by every clock, and comes in
 * the order in which it would come. The cloud here is a server with a turnstile and nothing behind it.
 */
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { afterEach, describe, expect, test } from '@jest/globals';
import { virtualClock } from '@slipway/local-aws/clock';
import { runAction, type ActionRun } from '@slipway/local-runner/run-action';
import { withSample } from '../../local-runner/tests/sample-action.ts';
import { openLockstep, type Lockstep } from '../src/lockstep/lockstep.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Cloud {
  readonly lockstep: Lockstep;
  readonly endpoint: string;
  /** What arrived, with the seconds since the start. */
  readonly asked: readonly string[];
}

/** Answers `/now` at once, `/after/‹seconds›` later, `/disk` when a file is read, and `/drop` with a broken connection. */
async function openCloud(): Promise<Cloud> {
  const clock = virtualClock(0);
  const lockstep = await openLockstep(clock);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const url = request.url ?? '';
      const onGone = (told: () => void): void => void response.once('close', told);
      const call = { method: 'GET', url, headers: request.headers, body: Buffer.alloc(0), onGone };
      const leave = await lockstep.turnstile.enter(call);
      asked.push(`${url} at ${String(clock.now() / 1000)}`);
      const seconds = Number(/after\/(\d+)/.exec(url)?.[1] ?? 0);
      if (seconds > 0) await new Promise<void>((resolve) => void clock.after(seconds * 1000, resolve));
      if (url === '/disk') await lockstep.turnstile.during?.(readSlowly());
      await leave();
      if (url === '/drop') response.destroy();
      else response.end(url);
    })();
  });
  closers.push(() => lockstep.close());
  return { lockstep, endpoint: await listening(server), asked };
}

/** Longer than an idle process takes to be found idle. */
const readSlowly = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 50));

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  return `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}`;
}

const preamble = `
  import http from 'node:http';
  import { readFile } from 'node:fs/promises';
  const seconds = () => Date.now() / 1000;
  const told = [];
  const tell = (words) => told.push(words + ' at ' + seconds());
  const sleep = (wait) => new Promise((resolve) => setTimeout(resolve, wait));
  const ask = (path) => new Promise((resolve) => {
    const request = http.get(process.env.CLOUD + path, (response) => { response.resume(); response.on('end', () => resolve('answered')); });
    request.on('error', (error) => resolve(error.code));
  });
  process.on('exit', () => console.log(JSON.stringify(told)));
`;

interface Options {
  readonly cancelled?: AbortSignal;
  readonly lost?: AbortSignal;
}

function run(cloud: Cloud, main: string, { cancelled, lost }: Options = {}): Promise<ActionRun> {
  const { lockstep, endpoint } = cloud;
  return withSample({ main: preamble + main }, (action) =>
    runAction({
      action,
      workspace: tmpdir(),
      env: { CLOUD: endpoint },
      preloads: [lockstep.preload(endpoint)],
      cancelling: {
        after: (wait, act) => lockstep.after(wait, act),
        send: (signal) => void lockstep.signal(signal),
      },
      ...(cancelled === undefined ? {} : { signal: cancelled }),
      ...(lost === undefined ? {} : { lost }),
    }),
  );
}

const toldBy = ({ log }: ActionRun): unknown => JSON.parse(log.at(-1) ?? 'null');

describe('an hour of the process is an hour by its clocks, and passes at once,', () => {
  test.each([
    ['setTimeout', 'await sleep(3_600_000);'],
    [
      'setTimeout of node:timers',
      `const { setTimeout: after } = await import('node:timers'); await new Promise((done) => after(done, 3_600_000));`,
    ],
    [
      'setTimeout as util.promisify has it',
      `const { promisify } = await import('node:util'); await promisify(setTimeout)(3_600_000);`,
    ],
    [
      'setTimeout of node:timers/promises',
      `const { setTimeout: after } = await import('node:timers/promises'); await after(3_600_000);`,
    ],
    [
      'scheduler.wait',
      `const { scheduler } = await import('node:timers/promises'); await scheduler.wait(3_600_000);`,
    ],
    [
      'AbortSignal.timeout',
      `const alive = setTimeout(() => {}, 9_000_000); await new Promise((done) => AbortSignal.timeout(3_600_000).addEventListener('abort', done)); clearTimeout(alive);`,
    ],
    [
      'setInterval, at its third turn',
      `let turns = 0; await new Promise((done) => { const timer = setInterval(() => { if (++turns === 3) { clearInterval(timer); done(); } }, 1_200_000); });`,
    ],
  ])('by %s', async (_, wait) => {
    const clocks = `const start = [Date.now(), performance.now(), process.hrtime()[0]];`;
    const ran = await run(
      await openCloud(),
      `${clocks} ${wait} told.push(Date.now() - start[0], performance.now() - start[1], process.hrtime()[0] - start[2]);`,
    );
    expect(toldBy(ran)).toEqual([3_600_000, 3_600_000, 3600]);
  });
});

test('timers fire in the order of their times, each after all that the one before brought about', async () => {
  const main = `setTimeout(() => tell('second'), 20_000); setTimeout(() => tell('third'), 20_000);
    setTimeout(async () => { await ask('/now'); await readFile(process.argv[1]); tell('first'); setTimeout(() => tell('between'), 5_000); }, 10_000);
    setTimeout(() => tell('never'), 90_000).unref(); clearTimeout(setTimeout(() => tell('cleared'), 1_000));`;
  expect(toldBy(await run(await openCloud(), main))).toEqual([
    'first at 10',
    'between at 15',
    'second at 20',
    'third at 20',
  ]);
});

test('a file that takes long to close takes no time', async () => {
  // The hashes hold every thread that could close it.
  const main = `const { pbkdf2 } = await import('node:crypto'); const { open } = await import('node:fs/promises');
    const file = await open(process.argv[1]); setTimeout(() => tell('timer'), 20_000);
    for (let left = 8; left > 0; left -= 1) pbkdf2('a', 'b', 100_000, 64, 'sha512', () => {});
    await file.close(); tell('closed');`;
  expect(toldBy(await run(await openCloud(), main))).toEqual(['closed at 0', 'timer at 20']);
});

test('an answer for which the cloud reads its disk takes no time', async () => {
  const main = `setTimeout(() => tell('timer'), 20_000); tell(await ask('/disk')); await sleep(30_000); tell('end');`;
  expect(toldBy(await run(await openCloud(), main))).toEqual(['answered at 0', 'timer at 20', 'end at 30']);
});

test('an answer that is delayed comes after what is due before it', async () => {
  const main = `setTimeout(() => tell('timer'), 20_000); await Promise.all([ask('/after/30').then(tell), sleep(40_000)]); tell('end');`;
  const cloud = await openCloud();
  expect(toldBy(await run(cloud, main))).toEqual(['timer at 20', 'answered at 30', 'end at 40']);
  expect(cloud.asked).toEqual(['/after/30 at 0']);
});

test('calls that are made at once are taken in one by one, in an order of their own', async () => {
  const main = `await Promise.all(['/c', '/a', '/after/5', '/b'].map(ask)); tell('all');`;
  const cloud = await openCloud();
  expect(toldBy(await run(cloud, main))).toEqual(['all at 5']);
  expect(cloud.asked).toEqual(['/a at 0', '/after/5 at 0', '/b at 0', '/c at 0']);
});

test('a connection that breaks is no call any more', async () => {
  const main = `tell(await ask('/drop')); await sleep(1_000); tell(await ask('/now'));`;
  expect(toldBy(await run(await openCloud(), main))).toEqual(['ECONNRESET at 0', 'answered at 1']);
});

test('a request that the process gives up is no call any more', async () => {
  const main = `const request = http.get(process.env.CLOUD + '/after/60'); request.on('error', (error) => tell(error.message));
    request.setTimeout(5_000, () => request.destroy(new Error('given up'))); await sleep(90_000); tell('end');`;
  expect(toldBy(await run(await openCloud(), main))).toEqual(['given up at 5', 'end at 90']);
});

test('a connection that is kept for the next request never times out', async () => {
  const main = `const agent = new http.Agent({ keepAlive: true, timeout: 5_000 });
    const once = () => new Promise((resolve) => http.get(process.env.CLOUD + '/now', { agent }, (response) => { const { localPort } = response.socket; response.resume(); response.on('end', () => resolve(localPort)); }));
    const first = await once(); await sleep(60_000); told.push(first === await once()); agent.destroy();`;
  expect(toldBy(await run(await openCloud(), main))).toEqual([true]);
});

test('time stands while somebody else acts', async () => {
  const cloud = await openCloud();
  cloud.lockstep.after(5_000, async () => {
    await fetch(`${cloud.endpoint}/other`, { headers: { 'x-lockstep-bystander': 'yes' } });
    await new Promise((resolve) => setTimeout(resolve, 50));
  });
  await run(cloud, `await sleep(5_001); await ask('/process');`);
  expect(cloud.asked).toEqual(['/other at 5', '/process at 5.001']);
});

test('a second process starts where the first one ended', async () => {
  const cloud = await openCloud();
  await run(cloud, 'await sleep(7_000);');
  expect(toldBy(await run(cloud, `tell('start')`))).toEqual(['start at 7']);
});

test('dice fall alike in every run, and otherwise in a process that starts later', async () => {
  const dice = 'told.push(Math.random(), Math.random()); await sleep(1_000);';
  const [one, other] = [await openCloud(), await openCloud()];
  const first = toldBy(await run(one, dice));
  expect(toldBy(await run(other, dice))).toEqual(first);
  expect(toldBy(await run(other, dice))).not.toEqual(first);
});

describe('a job', () => {
  test('is cancelled at its moment, and asked again by its own time', async () => {
    const cloud = await openCloud();
    const cancel = new AbortController();
    cloud.lockstep.after(40_000, () => cancel.abort());
    const main = `for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => tell(signal)); setTimeout(() => process.exit(3), 48_000);`;
    const ran = await run(cloud, main, { cancelled: cancel.signal });
    expect(ran.exitCode).toBe(3);
    expect(toldBy(ran)).toEqual(['SIGINT at 40', 'SIGTERM at 47.5']);
  });

  test('that listens to no signal ends at the first', async () => {
    const cloud = await openCloud();
    const cancel = new AbortController();
    cloud.lockstep.after(40_000, () => cancel.abort());
    const ran = await run(cloud, 'await sleep(60_000);', { cancelled: cancel.signal });
    expect(ran.signal).toBe('SIGINT');
    expect(cloud.lockstep.clock.now()).toBe(40_000);
  });

  test('whose machine goes away at a moment is gone at that moment', async () => {
    const cloud = await openCloud();
    const lost = new AbortController();
    cloud.lockstep.after(3_000, async () => {
      lost.abort();
      await cloud.lockstep.gone();
    });
    const ran = await run(cloud, `for (;;) { await ask('/now'); await sleep(2_000); }`, {
      lost: lost.signal,
    });
    expect(ran.signal).toBe('SIGKILL');
    expect(cloud.asked).toEqual(['/now at 0', '/now at 2']);
  });

  test('that waits for what never happens is told so', async () => {
    const ran = await run(await openCloud(), `setInterval(() => {}, 3_600_000);`);
    expect(ran.exitCode).toBe(70);
    expect(ran.log).toContain('What the action waits for does not happen.');
  });
});
