/** A world in which one pull request was scanned, one release deployed and one is red, and which told nothing wrong. */
import type { EndedRun } from '@slipway/local-workflows/local-repository';
import type { Jobs, ToldWorld } from '../../src/leaks/told-world.ts';

export const secret = 'a/secret+with=signs?20';
export const account = '123456789012';

export const run = (parts: Partial<EndedRun> = {}): EndedRun => ({
  ...{ id: 1001, number: 1, workflow: 'release.yml', result: 'failure' },
  jobs: { 'release/push': 'success', 'release/deploy': 'failure', 'release/tell': 'skipped' },
  outputs: { 'release/push.push.image': 'web', 'release/push.scan.verdict': 'allowed' },
  summaries: [{ job: 'release/push', text: '# Pushed' }],
  annotations: [{ job: 'release/deploy', level: 'error', message: 'No.', properties: { title: 'deploy' } }],
  log: '[release/push] Authenticated as *** of the local cloud\n[release/deploy] No.',
  ...parts,
});

export const start = (parts: Partial<ToldWorld['github']['runs'][number]> = {}) => ({
  ...{ id: 1001, workflow: 'release.yml', event: 'push', title: 'Release', inputs: {}, payload: {} },
  ...parts,
});

const review = run({
  ...{ id: 1002, workflow: 'pull.yml', result: 'success', jobs: { scan: 'success' } },
  ...{ outputs: { 'scan.deploy.outcome': 'succeeded' }, annotations: [], log: '[scan] Fine.' },
});
const publish = run({
  ...{ id: 1003, workflow: 'publish.yml', result: 'success', jobs: { 'call/publish': 'success' } },
  ...{ outputs: {}, annotations: [], summaries: [], log: '[call/publish] Done.' },
});

type Deployment = ToldWorld['github']['deployments'][number];
export const deployment: Deployment = {
  ...{ id: 9001, ref: 'main', sha: 'abc', task: 'deploy', environment: 'staging', description: null },
  ...{ payload: {}, transient: false, production: false, creator: 'local', createdAt: 0, updatedAt: 0 },
  statuses: [],
};

const github: ToldWorld['github'] = {
  runs: [
    start(),
    start({ id: 1002, workflow: 'pull.yml', event: 'pull_request' }),
    start({ id: 1003, workflow: 'publish.yml' }),
  ],
  comments: [{ id: 5, number: 7, body: 'Planned.', user: null }],
  deployments: [deployment],
  variables: new Map([['A', { name: 'A', value: 'b' }]]),
  environments: new Map(),
};

export const world = (
  parts: Partial<ToldWorld> = {},
  ofGithub: Partial<ToldWorld['github']> = {},
): ToldWorld => ({
  runs: [run(), review, publish],
  github: { ...github, ...ofGithub },
  terminal: 'Applied.',
  secrets: [{ name: 'KEY', value: secret }],
  sessions: 1,
  account,
  jobsOf: (workflow) =>
    Promise.resolve<Jobs>(
      workflow === 'release.yml'
        ? { release: { uses: 'slipway-actions/slipway/.github/workflows/release.yml@v1' } }
        : { scan: {}, call: { uses: 'slipway-actions/slipway/.github/workflows/publish.yml@v1' } },
    ),
  ...parts,
});
