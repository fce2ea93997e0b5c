/** `npm run local`: the local cloud for a person, until Ctrl-C. */
import { resolve } from 'node:path';
import { asFailure, inputFailure } from '@slipway/action-kit/failures';
import { scaledClock } from './clock.ts';
import { startLocalAws, type LocalAws } from './local-aws.ts';
import { readOptions, usage, type LocalOptions } from './local-options.ts';
import { ServiceError } from './service.ts';
import { readWorld } from './world-file.ts';
import { worldText } from './world-text.ts';
import type { World } from './world.ts';

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) say(usage);
  else await run(options);
} catch (error) {
  process.stderr.write(`${asFailure(error).message}\n`);
  process.exitCode = 1;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function run(options: LocalOptions): Promise<void> {
  const ended = interrupted();
  const world = await worldOf(options.world);
  const cloud = await cloudOf(world, options);
  try {
    say(welcome(cloud, world, options.factor));
    await ended;
    say('\nClosing the local cloud …');
  } finally {
    await cloud.close();
  }
  say('Closed: nothing of it runs any more.');
}

/** Resolves at the first Ctrl-C or SIGTERM; more of them change nothing. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });
}

async function worldOf(path: string | undefined): Promise<World> {
  if (path === undefined) return readWorld('', 'the empty world');
  // npm runs this in the repository's own folder; INIT_CWD is where the person stands.
  const file = resolve(process.env.INIT_CWD ?? '.', path);
  return readWorld(await worldText(file), path);
}

/** What ECS would refuse in the world is the world's mistake. */
async function cloudOf(world: World, { port, factor, world: path = 'the empty world' }: LocalOptions) {
  try {
    return await startLocalAws({ world, port, clock: scaledClock(factor), announce: tellListener });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw inputFailure({
      code: 'world-file',
      what: `The world of ${path} can not be built`,
      why: `${error.code}: ${error.message.replace(/\.$/, '')}`,
      hint: 'Correct it in the world file.',
    });
  }
}

function welcome(cloud: LocalAws, world: World, factor: number): string {
  // Version 1 of the AWS CLI knows the region by another name.
  const variables = { ...cloud.environment, AWS_DEFAULT_REGION: world.region };
  const exports = Object.entries(variables).map(([name, value]) => `  export ${name}=${value}`);
  const balancers = Object.entries(cloud.loadBalancers).map(([name, url]) => `  ${name}: ${url}`);
  return [
    'This is the local cloud of Slipway: a simulation on this machine. It is NOT AWS.',
    'It asks no account, costs nothing, and forgets everything when it ends.',
    '',
    `Endpoint: ${cloud.endpoint}  (account ${world.account}, region ${world.region}, ${speed(factor)})`,
    'To use it, in another terminal:',
    ...exports,
    ...(balancers.length === 0 ? [] : ['', 'Load balancers:', ...balancers]),
    '',
    'Ctrl-C ends it.',
  ].join('\n');
}

function tellListener(label: string, url: string): void {
  say(`Load balancer ${label}: ${url}`);
}

function speed(factor: number): string {
  return factor === 1 ? 'real time' : `time runs ${factor} times as fast`;
}
