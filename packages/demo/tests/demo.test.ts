/**
 * `npm run demo -- --keep` as a person starts it, into a pipe: the whole story on the committed bundles, an action by
 * hand, Ctrl-C. What the README shows of it has to be what it says.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startLocalAws, type LocalAws } from '@slipway/local-aws/local-aws';
import { readWorld } from '@slipway/local-aws/world-file';
import { stableText } from '@slipway/test-kit/stable-text';
import { blocksOf } from '../../repo-tools/src/markdown-blocks.ts';
import { transcriptIn, transcriptOf } from '../src/readme-transcript.ts';
import { runLines, type RunLines } from './lines-by-hand.ts';

const root = resolve(import.meta.dirname, '../../..');
const berth = join(root, '.slipway/local.json');
const byHand = { exitCode: null as number | null, output: '' };
const second = { exitCode: null as number | null, output: '' };
let ofGithub: RunLines = { exitCode: null, output: '' };
let demoId: number | undefined;
let output = '';
let facts: unknown;
let exitCode: number | null = null;
let folders: readonly string[] = [];

/** The demo is kept open until one action has run by hand and a second demo has joined it, and then interrupted. */
beforeAll(async () => {
  const before = temporaryFolders();
  const demo = start('demo.ts', '--keep');
  demoId = demo.pid;
  demo.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  const ended = new Promise<number | null>((settle) => demo.on('close', settle));
  const kept = new Promise<void>((settle) => {
    demo.stdout.on('data', () => {
      if (output.includes('joins this harbour.')) settle();
    });
  });
  await Promise.race([kept, ended]);
  facts = JSON.parse(readFileSync(join(root, '.slipway/demo.json'), 'utf8'));
  const action = start('action.ts', 'scan-image', 'repository=web', 'digest=v3');
  action.on('close', (code) => {
    byHand.exitCode = code;
  });
  byHand.output = await text(action.stdout);
  const readme = readFileSync(join(root, 'packages/local-github/README.md'), 'utf8');
  const lines = blocksOf(readme, 'sh').map(({ content }) => content);
  const script = join(root, 'packages/demo/src/action.ts');
  ofGithub = await runLines(lines.join(''), script, { 'levels.env': 'LEVEL=1\nREGION=eu\n' });
  const again = start('demo.ts');
  again.on('close', (code) => {
    second.exitCode = code;
  });
  second.output = await text(again.stdout);
  demo.kill('SIGINT');
  exitCode = await ended;
  folders = temporaryFolders().filter((name) => !before.includes(name));
}, 180_000);

const start = (script: string, ...words: readonly string[]) =>
  spawn(process.execPath, [join(root, 'packages/demo/src', script), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

const temporaryFolders = (): readonly string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith('slipway-demo-'));

test('every act ends as told, and the file of facts says so', () => {
  expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
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

test('an action by hand meets the harbour that is kept open', () => {
  expect(byHand.output).toContain('Verdict: failed, may not be deployed: 1 critical (0 allowed).');
  expect(byHand.output).toContain('The step is red.');
  expect(byHand.exitCode).toBe(1);
});

test('the lines of the local GitHub come out green on its GitHub, in every scope and with tokens that fit', () => {
  const { exitCode, output: said } = ofGithub;
  expect({ exitCode, said }).toMatchObject({ exitCode: 0 });
  const api = /export GITHUB_API_URL=(\S+)/.exec(output)?.[1] ?? 'none';
  expect(said.split(`Against the harbour that the demo keeps open, ${api}, in `)).toHaveLength(5);
  expect(said.match(/^Filled in: .*/gm)).toEqual([
    'Filled in: `token`, which may write variables of repositories and no more.',
    'Filled in: `token`, which may do everything, for the scope environment.',
    'Filled in: `token`, which may do everything, for the scope organization.',
    "Filled in: `token`, the job's own.",
  ]);
  expect(said.match(/^ {2}created: \["LEVEL","REGION"\]$/gm)).toHaveLength(2);
});

test('it says how to close it from elsewhere, and lines to try on its GitHub', () => {
  expect(output).toContain(`From elsewhere: kill ${String(demoId)}\n`);
  expect(output).toMatch(/^ {2}npm run action -- set-repo-variables variables=\$'/m);
  expect(output).toMatch(/^ {2}npm run action -- dispatch-workflow /m);
});

test('a second demo that joins it starts nothing again, and tells the rest', () => {
  expect(second.output).toContain('3  Version 1 was shipped by the first run: nothing is started again');
  expect(second.output).toContain('Version 1: not started again; version 4 serves.');
  expect(second.output).toContain('Version 2: rolled-back; version 4 serves.');
  expect(second.output).toContain('Version 4: unchanged; version 4 serves.');
  expect(second).toMatchObject({ exitCode: 0 });
});

test('an interrupt closes the harbour, and leaves no berth and no folder', () => {
  expect(output).toMatch(/Closed: nothing of it runs any more\.\n$/);
  expect(existsSync(berth)).toBe(false);
  expect(folders).toEqual([]);
});

test('what it prints to be exported has the region by both of its names', () => {
  expect(output).toMatch(/^ {2}export AWS_REGION=(\S+)$[^]*^ {2}export AWS_DEFAULT_REGION=\1$/m);
});

test('the summary of the step that stops version 3 is shown', () => {
  expect(output).toMatch(/The summary on the page of the run:\n.*❌ Scan of web: failed/);
  expect(output).toMatch(/What decides[^]*critical +CVE-2026-99999 +openssl +3\.5\.0-r0/);
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

/** Here, and not in a file of its own, for a harbour that is kept open would come first. */
describe('once it is closed, an action by hand', () => {
  let cloud: LocalAws | undefined;
  afterAll(() => cloud?.close());

  test('meets the local cloud that the shell names, as its README has it', async () => {
    const folder = join(root, 'packages/local-aws');
    const world = readFileSync(join(folder, 'reference.world.yaml'), 'utf8');
    cloud = await startLocalAws({ world: readWorld(world, 'reference.world.yaml') });
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    const words = /^npm run action -- (deploy-ecs-with-rollback .*)$/m.exec(readme)?.[1]?.split(' ') ?? [];
    // The first deployment of the world bakes for minutes, and there is nothing to see in the end of this one.
    const atOnce = ['if-in-progress=supersede', 'wait-for-service-stability=false'];
    const run = await byHandWith(cloud.environment, ...words, ...atOnce);
    expect(run.exitCode).toBe(0);
    expect(run.output).toContain(`Against the cloud of AWS_ENDPOINT_URL, ${cloud.endpoint}, in `);
    expect(run.output).toContain('outcome: started');
    expect(run.output).toContain('The step is green.');
    expect(cloud.calls.map(({ operation }) => operation)).toContain('UpdateService');
  });

  test('is refused where the shell names AWS', async () => {
    const run = await byHandWith({ AWS_ENDPOINT_URL: 'https://ecs.eu-west-1.amazonaws.com' }, 'scan-image');
    expect(run).toEqual({
      exitCode: 1,
      output:
        'No local cloud is named: `AWS_ENDPOINT_URL` is https://ecs.eu-west-1.amazonaws.com, and not the http:// URL of a port of this machine. Start `npm run demo -- --keep` in another shell, and come back when it says that it stays open; or `npm run local`, and export what it prints.\n',
    });
  });

  test('is refused where it asks GitHub, of which the local cloud has none', async () => {
    const run = await byHandWith({ AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }, 'set-repo-variables');
    expect(run.output).toContain('set-repo-variables asks GitHub, and only a harbour has one of its own.');
    expect(run.exitCode).toBe(1);
  });

  test('is refused where an input is misspelt', async () => {
    const run = await byHandWith({}, 'scan-image', 'repositry=web');
    expect(run.output).toMatch(/^scan-image has no input `repositry`: did you mean `repository`\? /);
    expect(run.exitCode).toBe(1);
  });
});

/** What it writes, wherever to. */
async function byHandWith(env: Readonly<Record<string, string>>, ...words: readonly string[]) {
  const script = join(root, 'packages/demo/src/action.ts');
  const child = spawn(process.execPath, [script, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((settle) => child.on('close', settle));
  const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { exitCode: await ended, output: said + complained };
}

/**
 * Without what depends on when the machine looked: progress, each task's death, how many had died by then, and what
 * drains meanwhile.
 */
const chance = / of \d new tasks | task \w+ died: |│ Load balancer:$|Target\.DeregistrationInProgress/;

function steady(transcript: string): string {
  const lines = transcript.split('\n').filter((line) => !chance.test(line));
  return stableText(lines.join('\n').replace(/^ +[\d.]+s|(?<=│ )\d:\d\d /gm, '')).replace(
    /after \S+ s\b|after ‹elapsed›|listens on port \d+|\d of \d tasks|(?<=│ {3})\d tasks(?=: )/g,
    '‹…›',
  );
}
