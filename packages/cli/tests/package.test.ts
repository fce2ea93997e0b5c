/**
 * `slipway local -- act push` as a person gets it: the package is packed, installed from its tarball without the network,
 * and run in a repository that was made of a starter and the example app.
 * @needs act
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { stableText } from '@slipway/test-kit/stable-text';
import { guide, transcriptIn, transcriptOf } from '../src/guide-transcript.ts';
import { consumer, packAndInstall, run, runLine, start, type Installed } from './tarball.ts';

let installed: Installed;
let folder = '';
beforeAll(async () => {
  installed = await packAndInstall();
  folder = await consumer(installed, 'my-app');
}, 300_000);
afterAll(() => installed.remove());

/** What a build does that was shipped without its configuration. */
const broken = `console.error('ConfigurationError: DATABASE_URL is not set');\nprocess.exit(1);\n`;

/** Node keeps a cache of its own in the folder for temporary files. */
const leftBehind = (): readonly string[] => [
  ...readdirSync(installed.env.TMPDIR ?? '').filter((name) => name !== 'node-compile-cache'),
  ...processesOf(installed.top),
];

/** Those that run a file below the folder, or have one in their environment. */
function processesOf(top: string): readonly string[] {
  const ids = process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  return ids.filter((id) => {
    try {
      return ['cmdline', 'environ'].some((file) => readFileSync(`/proc/${id}/${file}`, 'utf8').includes(top));
    } catch {
      return false;
    }
  });
}

test('the package is small, and needs nothing else', () => {
  const manifest = JSON.parse(
    readFileSync(join(installed.top, 'user/node_modules/slipway/package.json'), 'utf8'),
  ) as Record<string, unknown>;
  expect(manifest.dependencies).toBeUndefined();
  expect(
    readdirSync(join(installed.top, 'user/node_modules')).filter((name) => !name.startsWith('.')),
  ).toEqual(['slipway']);
  expect(installed.size).toBeLessThan(3_500_000);
});

test('the first push of a starter is deployed, by the line of the guide that needs no installation', async () => {
  const [, line = ''] = /\(Without an installation: `([^`]+)`/.exec(readFileSync(guide, 'utf8')) ?? [];
  expect(line).toMatch(/^npx .* local -- act push$/);
  await writeFile(join(folder, '.vars'), 'ECS_SERVCE=web\n');
  const { exitCode, output } = await runLine(installed, folder, line);
  await rm(join(folder, '.vars'));
  expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
  expect(output).toMatch(/✔ release\/deploy\/deploy +success/);
  expect(output).toMatch(/^ {2}variables {3}`\.vars` sets ECS_SERVCE, .* did you mean ECS_SERVICE\?$/m);
  expect(output).toMatch(/web:2 serves with 1 task after /);
  expect(output).toContain('service web: web:2, 1 of 1 tasks running');
  expect(output).toMatch(/http:\/\/127\.0\.0\.1:\d+ answers 200 {"app":"example-app"/);
  expect(output).toContain('What differs from GitHub');
  expect(output).toMatch(/act ended green \(exit code 0\)\.\n$/);
  expect(leftBehind()).toEqual([]);
}, 180_000);

test('a push that breaks is rolled back, and red', async () => {
  const server = join(folder, 'server.mjs');
  const good = readFileSync(server, 'utf8');
  await writeFile(server, broken);
  const { exitCode, output } = await run(installed, folder, 'local', '--', 'act', 'push');
  await writeFile(server, good);
  expect({ exitCode, output }).toMatchObject({ exitCode: 1 });
  expect(output).toMatch(/✘ release\/deploy\/deploy +failure/);
  expect(output).toContain('last line: `ConfigurationError: DATABASE_URL is not set`. web:1 serves again');
  expect(output).toContain('service web: web:1, 1 of 1 tasks running');
  expect(output).toMatch(/act ended red \(exit code 1\)\.\n$/);
  expect(steady(transcriptIn(readFileSync(guide, 'utf8')))).toBe(steady(transcriptOf(output)));
  expect(leftBehind()).toEqual([]);
}, 180_000);

const job = /^ {2}[✔✘] /;

/** Without what depends on the machine, and on when it looked: progress, each death, how many there were. */
function steady(transcript: string): string {
  const chance =
    / of \d new tasks? | task \w+ died: | Load balancer:$|\| {3}127\.0\.0\.1:\d+ |Circuit breaker: /;
  const lines = transcript.split('\n').filter((line) => !chance.test(line));
  // Jobs side by side end in any order.
  const jobs = lines.filter((line) => job.test(line)).sort();
  const ordered = lines.map((line) => (job.test(line) ? (jobs.shift() ?? '') : line));
  return stableText(ordered.join('\n'))
    .replace(/(?<=\| )\d:\d\d /g, '')
    .replace(/\(\d of \d tasks?\)|(?<=\| {3})\d tasks?(?=: )|\[‹elapsed›\]|\[\d+m?s?[\d.]*\w*\]/g, '‹…›')
    .replace(/^( {2}(?:act|images) ).*$/gm, '$1‹…›')
    .replace(
      /: no docker with buildx is on this machine|: the docker of this machine has no daemon that answers/g,
      ': ‹…›',
    );
}

/** A workflow that starts another one. */
const starting = `
on: workflow_dispatch
permissions: {}
jobs:
  start:
    runs-on: ubuntu-latest
    permissions: { actions: write }
    steps:
      - uses: slipway-actions/slipway/actions/dispatch-workflow@v1
        with: { workflow: release.yml, inputs: desired-count=2, wait: true }
`;

/** The same of one that fails, and whose end it does not wait for. */
const startingRed = starting.replace(/with: .*/, 'with: { workflow: red.yml }');
const red = `on: workflow_dispatch\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: sleep 2; exit 1 }] } }\n`;

test('a cloud that is kept is joined by the next run, runs what a job starts, and is closed by an interrupt', async () => {
  const workflows = { 'start.yml': starting, 'start-red.yml': startingRed, 'red.yml': red };
  for (const [name, text] of Object.entries(workflows))
    await writeFile(join(folder, '.github/workflows', name), text);
  // What is dispatched runs for a commit, and for its branch, whatever tag it has.
  for (const words of [
    ['add', '--all'],
    ['commit', '--quiet', '--message', 'first'],
    ['tag', 'v1'],
  ])
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.invalid', ...words], {
      cwd: folder,
    });
  const kept = start(installed, folder, 'local');
  await kept.said('Ctrl-C ends it.');
  const words = ['workflow_dispatch', '-W', '.github/workflows/start.yml'];
  const first = await run(installed, folder, 'local', '--', 'act', ...words);
  expect(first.output).toContain('It was open already');
  expect(first.output).toContain(
    'release.yml of local/my-app on main was started as run 1001 and ended with success',
  );
  expect(first).toMatchObject({ exitCode: 0 });
  expect(kept.output()).toMatch(
    /^\[release\.yml, run 1: release\/deploy\/deploy\] web:2 serves with 2 tasks after /m,
  );
  const redWords = ['workflow_dispatch', '-W', '.github/workflows/start-red.yml'];
  const second = await run(installed, folder, 'local', '--', 'act', ...redWords);
  expect(second.output).toContain('✘ red.yml, run 1, which a job started: failure');
  expect(second.output).not.toContain('release.yml, run 1');
  expect(second.output).toMatch(/Red: a run that a job started did not succeed \(exit code 1\)\.\n$/);
  expect(second.exitCode).toBe(1);
  const world = await run(installed, folder, 'local', '--world', 'x.yaml', '--', 'act', 'push');
  expect(world).toEqual({
    exitCode: 1,
    output:
      'Another local cloud is open for this repository already: a `slipway local` in another terminal keeps it, and it stays as it was opened, whatever `--world` says. End that one with Ctrl-C, or run act in it: `slipway local -- act push`.\n',
  });
  kept.child.kill('SIGINT');
  const { exitCode, output } = await kept.ended;
  expect(exitCode).toBe(0);
  expect(output).toMatch(
    /export AWS_ENDPOINT_URL=http:[^]*ECS_SERVICE: web[^]*Closed: nothing of it runs any more\.\n$/,
  );
  expect(leftBehind()).toEqual([]);
}, 240_000);

test('an interrupt while a job works ends all of it', async () => {
  const going = start(installed, folder, 'local', '--keep', '--', 'act', 'push');
  await going.said('| ECS was asked to run');
  going.child.kill('SIGINT');
  const { exitCode, output } = await going.ended;
  expect({ exitCode, output }).toMatchObject({ exitCode: 130 });
  expect(output).toContain('How the jobs ended');
  expect(leftBehind()).toEqual([]);
}, 180_000);

test('what GitHub would not start is told before anything runs', async () => {
  const path = join(folder, '.github/workflows/release.yml');
  const text = readFileSync(path, 'utf8');
  await writeFile(path, text.replace(/^ +id-token: write.*\n/m, ''));
  const { exitCode, output } = await run(installed, folder, 'local', '--', 'act', 'push');
  await writeFile(path, text);
  expect(output).toMatch(
    /^GitHub would not start this\n {2}release\.yml, job release: release\.yml asks for `id-token: write`/,
  );
  expect(output).toMatch(/Nothing was run\.\n$/);
  expect(exitCode).toBe(1);
});

test('where act is missing, it is told what to type', async () => {
  const without = {
    ...installed,
    env: { ...installed.env, PATH: `${join(process.execPath, '..')}:/usr/bin:/bin` },
  };
  expect(await run(without, folder, 'local', '--', 'act', 'push')).toEqual({
    exitCode: 1,
    output:
      'act is not on this machine: no program of this name is on the PATH. Install the newest one: `brew install act`, or https://nektosact.com/installation; then type the same again.\n',
  });
});
