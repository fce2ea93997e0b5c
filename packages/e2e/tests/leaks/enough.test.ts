/** "Nothing was found" is red where nothing, or too little, was looked at. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { tooLittle } from '../../src/leaks/enough.ts';
import { numberHandedOn } from '../../src/leaks/handed-on.ts';
import { lookForLeaks } from '../../src/leaks/leaks.ts';
import { placesOf } from '../../src/leaks/places.ts';
import type { ToldWorld } from '../../src/leaks/told-world.ts';
import { account, run, secret, world } from './world.ts';

const others = world().runs.slice(1);
const withRun = (parts: Parameters<typeof run>[0]): ToldWorld => world({ runs: [run(parts), ...others] });
const quiet = world({
  runs: world().runs.map((each) => ({ ...each, summaries: [], annotations: [] })),
});

test.each<[string, ToldWorld, readonly string[]]>([
  ['everything was looked at', world(), []],
  ['no run was begun', world({ runs: [], sessions: 0 }, { runs: [] }), []],
  [
    'a run is left out',
    world({ runs: world().runs.slice(0, 2) }),
    ['publish.yml, run 1003, was not looked at for secrets'],
  ],
  [
    'a log is empty',
    withRun({ log: '' }),
    [
      'the log of release.yml, run 1001, has nothing of its job release/push',
      'the log of release.yml, run 1001, has nothing of its job release/deploy',
      'the jobs logged in 0 times, and secrets of 1 sessions are known',
    ],
  ],
  [
    'a job said nothing',
    withRun({ log: '[release/push] Authenticated as *** of the local cloud' }),
    ['the log of release.yml, run 1001, has nothing of its job release/deploy'],
  ],
  ['no secret is known', world({ secrets: [] }), ['no secret was looked for']],
  [
    'a secret is empty',
    world({
      secrets: [
        { name: 'KEY', value: '' },
        { name: 'OTHER', value: secret },
      ],
    }),
    ['KEY is too short to be looked for'],
  ],
  [
    'a session is not known',
    world({ sessions: 0 }),
    ['the jobs logged in 1 times, and secrets of 0 sessions are known'],
  ],
  ['nobody gets a session', world({ sessions: undefined }), []],
  [
    'neither summary nor annotation is there',
    quiet,
    [
      'no annotation was looked at for secrets, though a run is red',
      'no summary was looked at for secrets, though a scan gave its verdict',
    ],
  ],
  [
    'no comment is there',
    world({}, { comments: [] }),
    ['no comment was looked at for secrets, though pull requests were planned or scanned'],
  ],
  [
    'no deployment is there',
    world({}, { deployments: [] }),
    ['no deployment was looked at for secrets, though a service was deployed to'],
  ],
  [
    'no variable is there',
    world({}, { variables: new Map() }),
    ['no variable was looked at for secrets, though variables were published'],
  ],
])('where %s', (_, told, wrong) => {
  expect(tooLittle(told, placesOf(told))).toEqual(wrong);
});

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'slipway-enough-'));
  await mkdir(join(root, '.github/workflows'), { recursive: true });
  await writeFile(
    join(root, '.github/workflows/release.yml'),
    "jobs: { push: { outputs: { image: '${{ steps.push.outputs.image }}', tag: '${{ steps.push.outputs.tag }}' } }, odd: { outputs: { a: '${{ vars.A }}' } } }",
  );
});
afterAll(() => rm(root, { recursive: true, force: true }));

const jobsOf: ToldWorld['jobsOf'] = () =>
  Promise.resolve({ release: { uses: 'slipway-actions/slipway/.github/workflows/release.yml@v1' } });

test('no run in any world is too little', async () => {
  const nothing = world({ runs: [], sessions: 0 }, { runs: [] });
  expect((await lookForLeaks(root, [nothing, nothing])).wrong).toEqual(['no run was looked at for secrets']);
  expect((await lookForLeaks(root, [])).wrong).toEqual(['no run was looked at for secrets']);
});

test.each<[string, Parameters<typeof run>[0], number, readonly string[]]>([
  [
    'one output has something in it',
    { jobs: { 'release/push': 'success' }, outputs: { 'release/push.push.tag': 'v1' } },
    1,
    [],
  ],
  [
    'a step in a composite action has given it',
    { jobs: { 'release/push': 'success' }, outputs: { 'release/push.push.inner.tag': 'v1' } },
    1,
    [],
  ],
  [
    'the job is in no workflow',
    { jobs: { 'release/pull': 'success' } },
    0,
    ['the outputs of release.yml release/pull were not looked at: no workflow has this job'],
  ],
  [
    'an output comes from no step',
    { jobs: { 'release/odd': 'failure' } },
    0,
    ['the output a of release.yml release/odd was not looked at: nothing is known of where it comes from'],
  ],
  [
    'a green job hands nothing on',
    { jobs: { 'release/push': 'success' }, outputs: {} },
    0,
    ['none of the outputs of release.yml release/push has anything in it, though the job is green'],
  ],
  ['a red job hands nothing on', { jobs: { 'release/push': 'failure' }, outputs: {} }, 0, []],
])('of what is handed on: %s', async (_, parts, seen, wrong) => {
  expect(await numberHandedOn(root, { runs: [run(parts)], account, jobsOf })).toEqual({ seen, wrong });
});
