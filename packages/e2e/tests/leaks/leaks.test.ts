/** A leak that is planted in any of the places is found there, and a world that told nothing wrong has none. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { lookForLeaks } from '../../src/leaks/leaks.ts';
import type { ToldWorld } from '../../src/leaks/told-world.ts';
import { account, deployment, run, secret, start, world } from './world.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'slipway-leaks-'));
  await mkdir(join(root, '.github/workflows'), { recursive: true });
  const outputs = (value: string): string => `outputs: { image: '${value}' }`;
  await writeFile(
    join(root, '.github/workflows/release.yml'),
    `jobs: { push: { ${outputs('${{ steps.push.outputs.image }}')} }, deploy: {}, tell: {}, odd: { ${outputs('${{ vars.A }}')} } }`,
  );
  await writeFile(join(root, '.github/workflows/publish.yml'), 'jobs: { publish: {} }');
});
afterAll(() => rm(root, { recursive: true, force: true }));

const wrongIn = async (...worlds: readonly ToldWorld[]): Promise<readonly string[]> =>
  (await lookForLeaks(root, worlds)).wrong;
const withRun = (parts: Parameters<typeof run>[0]): ToldWorld =>
  world({ runs: [run(parts), ...world().runs.slice(1)] });

test('where nothing is wrong nothing is found, and it is told how much was looked at', async () => {
  expect(await lookForLeaks(root, [world()])).toEqual({
    ...{ secrets: 1, handedOn: 1, wrong: [] },
    places: {
      ...{ log: 3, summary: 2, annotation: 1, output: 3, 'start of a run': 3 },
      ...{ comment: 1, deployment: 1, variable: 1, terminal: 1 },
    },
  });
});

const said = `It is ${secret}.`;
const { log, summaries, annotations, outputs } = run();
const variable = (value: string) => new Map([['A', { name: 'A', value }]]);

test.each<[string, ToldWorld]>([
  ['the log of release.yml, run 1001,', withRun({ log: `${log}\n[release/push] ${said}` })],
  [
    'a summary of release.yml, run 1001, job release/push,',
    withRun({ summaries: [...summaries, { job: 'release/push', text: said }] }),
  ],
  [
    'an annotation of release.yml, run 1001, job release/push,',
    withRun({
      annotations: [...annotations, { job: 'release/push', level: 'notice', message: said, properties: {} }],
    }),
  ],
  [
    'an annotation of release.yml, run 1001, job release/push,',
    withRun({
      annotations: [
        ...annotations,
        { job: 'release/push', level: 'notice', message: '', properties: { title: said } },
      ],
    }),
  ],
  [
    'the output release/push.push.image of release.yml, run 1001,',
    withRun({ outputs: { ...outputs, 'release/push.push.image': said } }),
  ],
  [
    'the start of release.yml, run 1001,',
    world({}, { runs: [start({ inputs: { key: secret } }), ...world().github.runs.slice(1)] }),
  ],
  [
    'the start of release.yml, run 1001,',
    world({}, { runs: [start({ payload: { key: [said] } }), ...world().github.runs.slice(1)] }),
  ],
  ['comment 5 of pull request 7', world({}, { comments: [{ id: 5, number: 7, body: said, user: null }] })],
  ['deployment 9001 to staging', world({}, { deployments: [{ ...deployment, payload: { key: said } }] })],
  ['deployment 9001 to staging', world({}, { deployments: [{ ...deployment, description: said }] })],
  ['the variable A of the repository', world({}, { variables: variable(said) })],
  [
    'the variable A of staging',
    world({}, { environments: new Map([['staging', { name: 'staging', variables: variable(said) }]]) }),
  ],
  ['what a person was shown', world({ terminal: said })],
])('%s shows what was planted there', async (place, planted) => {
  expect(await wrongIn(planted)).toEqual([`${place} shows KEY`]);
});

test.each([
  ['in an address', `https://x.invalid/?key=${encodeURIComponent(secret)}&a=b`],
  ['in base64', Buffer.from(secret).toString('base64')],
  ['in base64, behind one character', Buffer.from(`:${secret}:`).toString('base64')],
  ['in base64, behind two', Buffer.from(`a:${secret}`).toString('base64')],
  ['in base64 of an address', Buffer.from(`AWS:${secret}`).toString('base64url')],
])('a secret that is written %s is found', async (_, written) => {
  expect(await wrongIn(world({ terminal: `x ${written} y` }))).toEqual(['what a person was shown shows KEY']);
});

test('a token of a job, of which there is no list, is found by its form', async () => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = `${part({ alg: 'RS256' })}.${part({ sub: 'repo:harbour/web' })}.c2lnbmVkLi4u`;
  expect(await wrongIn(world({ terminal: token }))).toEqual([
    'what a person was shown shows a token of OpenID Connect',
  ]);
});

test('a secret of one world is found in another', async () => {
  const other = world({ terminal: said, secrets: [{ name: 'OTHER', value: 'x'.repeat(20) }] });
  expect(await wrongIn(world(), other)).toEqual(['what a person was shown shows KEY']);
});

test('the number of the account is found in what a job of a called workflow hands on, and nowhere else', async () => {
  const image = `${account}.dkr.ecr.eu-west-1.amazonaws.com/web`;
  expect(await wrongIn(withRun({ outputs: { ...outputs, 'release/push.push.image': image } }))).toEqual([
    'the output image of release.yml release/push has the number of the account',
  ]);
  expect(await wrongIn(withRun({ outputs: { ...outputs, 'release/push.push.digest': image } }))).toEqual([]);
  expect(await wrongIn(world({}, { variables: variable(`arn:aws:iam::${account}:role/a`) }))).toEqual([]);
});
