/** `npm run local`, as a process. */
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { readOptions } from '../src/local-options.ts';

const program = fileURLToPath(new URL('../src/local.ts', import.meta.url));

function start(...words: readonly string[]) {
  const child = spawn(process.execPath, [program, ...words]);
  let output = '';
  const read = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  return {
    child,
    output: () => output,
    ended: new Promise<number | null>((resolve) => child.on('close', resolve)),
    says: (text: string) =>
      new Promise<void>((resolve, reject) => {
        const look = (): void => (output.includes(text) ? resolve() : undefined);
        child.stdout.on('data', look);
        child.on('close', () => reject(new Error(`It ended without saying ${text}:\n${output}`)));
      }),
  };
}

test('it says what it is, how to use it, and ends cleanly at Ctrl-C', async () => {
  const local = start('--port', '0', '--time', 'scaled:10');
  await local.says('Ctrl-C ends it.');
  expect(local.output().replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')).toBe(
    `This is the local cloud of Slipway: a simulation on this machine. It is NOT AWS.
It asks no account, costs nothing, and forgets everything when it ends.

Endpoint: http://127.0.0.1:PORT  (account 123456789012, region us-east-1, time runs 10 times as fast)
To use it, in another terminal:
  export AWS_ENDPOINT_URL=http://127.0.0.1:PORT
  export AWS_REGION=us-east-1
  export AWS_ACCESS_KEY_ID=local
  export AWS_SECRET_ACCESS_KEY=local
  export AWS_EC2_METADATA_DISABLED=true
  export AWS_DEFAULT_REGION=us-east-1

Ctrl-C ends it.
`,
  );
  local.child.kill('SIGINT');
  expect(await local.ended).toBe(0);
  expect(local.output()).toMatch(/Closed: nothing of it runs any more\.\n$/);
});

test('it ends with one sentence when the world file is not there', async () => {
  const local = start('--world', '/nowhere/slipway.world.yaml');
  expect(await local.ended).toBe(1);
  expect(local.output()).toBe(
    'There is no world file /nowhere/slipway.world.yaml. Name one that is there with `--world FILE`.\n',
  );
});

test('it ends with one sentence when the world file is a folder', async () => {
  const folder = dirname(program);
  const local = start('--world', folder);
  expect(await local.ended).toBe(1);
  expect(local.output()).toBe(
    `${folder} is a folder, not a world file. Name one that is there with \`--world FILE\`.\n`,
  );
});

test.each([
  [
    ['--port', 'many'],
    '`--port` must be a number from 0 to 65535: it was `many`. See `npm run local -- --help`.',
  ],
  [
    ['--time', 'fast'],
    '`--time` must be `real` or `scaled:N`, such as `scaled:10`: it was `fast`. See `npm run local -- --help`.',
  ],
])('it refuses %j', (words, message) => {
  expect(() => readOptions(words)).toThrow(message);
});

test('without options it takes real time, port 4566 and an empty world', () => {
  expect(readOptions([])).toEqual({ help: false, world: undefined, port: 4566, factor: 1 });
});
