/**
 * A small repository, run by act with the local GitHub: what its jobs see of run, event, variables and environments, and
 * how jobs of workflows in workflows are told apart.
 * @needs act
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EndedRun, LocalRepository } from '../src/local-repository.ts';
import { makeCaller } from './caller.ts';

const step = (lines: string): string =>
  `    steps:\n      - id: s\n        run: |\n${lines.replaceAll(/^/gm, '          ')}\n`;
const job = (name: string, keys: string, lines: string): string =>
  `  ${name}:\n    runs-on: ubuntu-latest\n${keys}${step(lines)}`;
const out = (name: string, value: string): string => `echo "${name}=${value}" >> "$GITHUB_OUTPUT"`;

const caller = makeCaller({
  '.github/workflows/ship.yml': `name: ship
on: { push: { branches: [main] }, workflow_dispatch: { inputs: { version: { required: true } } } }
permissions: { contents: read }
jobs:
${job('facts', '', [out('id', '$GITHUB_RUN_ID'), out('number', '$GITHUB_RUN_NUMBER'), out('sha', '$GITHUB_SHA'), out('ref', '${{ github.ref }}'), out('version', '${{ inputs.version }}'), out('secret', '${{ secrets.KEY }}'), out('token', '${{ github.token }}'), 'echo "::warning title=Look::two"', 'echo "# Sum" >> "$GITHUB_STEP_SUMMARY"'].join('\n'))}
  staging:
    uses: ./.github/workflows/deploy.yml
    with: { environment: Staging }
  production:
    needs: staging
    uses: $/.github/workflows/deploy.yml
    with: { environment: production }
  review:
    uses: ./.github/workflows/record.yml
    with: { environment: Review }
  never:
    if: false
    uses: ./.github/workflows/deploy.yml
    with: { environment: never }
`,
  '.github/workflows/deploy.yml': `name: deploy
on: { workflow_call: { inputs: { environment: { type: string, required: true } } } }
jobs:
${job('gate', '', out('level', '${{ vars.LEVEL }}'))}
  deploy:
    needs: gate
    uses: ./.github/workflows/inner.yml
    with: { environment: "\${{ inputs.environment }}" }
`,
  '.github/workflows/inner.yml': `on: { workflow_call: { inputs: { environment: { type: string, required: true } } } }
jobs:
${job('go', '    environment: { name: "${{ inputs.environment }}", deployment: false }\n    permissions: { id-token: write }\n', [out('level', '${{ vars.LEVEL }}'), out('same', '${{ vars.SAME }}'), out('url', '$ACTIONS_ID_TOKEN_REQUEST_URL'), 'echo done'].join('\n'))}
`,
  '.github/workflows/record.yml': `on: { workflow_call: { inputs: { environment: { type: string }, other: { type: string } } } }
jobs:
${job('record', '    environment: { name: "${{ inputs.other || inputs.environment }}" }\n', 'true')}
`,
  '.github/workflows/look.yml': `on: pull_request
jobs:
${job('look', '    permissions: { id-token: write }\n', [out('head', '${{ github.head_ref }} ${{ github.event.pull_request.head.repo.full_name }}'), out('ref', '$GITHUB_REF'), out('key', '${{ secrets.KEY }}'), out('token', '${{ github.token }}'), out('identity', '$ACTIONS_ID_TOKEN_REQUEST_TOKEN'), 'exit 3'].join('\n'))}
`,
});

let repository: LocalRepository;
const only = ([run, ...others]: readonly EndedRun[]): EndedRun => {
  if (run === undefined || others.length > 0)
    throw new Error(`${String(others.length)} runs too many, or none.`);
  return run;
};

beforeAll(async () => {
  const environments = { staging: { variables: { LEVEL: 'stage' } }, review: { reviewers: ['ada'] } };
  repository = await caller.open({
    github: { variables: { LEVEL: 'repository', SAME: 'same' }, environments },
    secrets: { KEY: 'key' },
  });
});
afterAll(async () => caller[Symbol.asyncDispose]());

describe('a push', () => {
  let run: EndedRun;
  beforeAll(async () => {
    run = only(await repository.push());
  });

  test('runs the jobs, which are told apart by the way down to them', () => {
    expect(run.jobs).toEqual({
      facts: 'success',
      'staging/gate': 'success',
      'staging/deploy/go': 'success',
      'production/gate': 'success',
      'production/deploy/go': 'success',
      'review/record': 'success',
      never: 'skipped',
    });
    expect(run.result).toBe('success');
  });

  test('is a run of its own, of a commit', () => {
    const { sha } = repository.github.runs[0] ?? {};
    expect(run.outputs).toMatchObject({
      ...{ 'facts.s.id': String(run.id), 'facts.s.number': '1', 'facts.s.sha': sha },
      ...{ 'facts.s.ref': 'refs/heads/main', 'facts.s.secret': 'key', 'facts.s.token': 'ghs_localJobToken' },
    });
  });

  test('reads the variables of the environment of each job', () => {
    expect(run.outputs).toMatchObject({
      ...{ 'staging/gate.s.level': 'repository', 'staging/deploy/go.s.level': 'stage' },
      ...{ 'production/deploy/go.s.level': 'repository', 'staging/deploy/go.s.same': 'same' },
    });
  });

  test('tells the jobs that may ask for a token where', () => {
    expect(run.outputs['staging/deploy/go.s.url']).toContain(
      'job_workflow_ref=team/web/.github/workflows/inner.yml@refs/heads/main&environment=Staging',
    );
  });

  test('has summary, annotations and a log', () => {
    expect(run.summaries).toEqual([{ job: 'facts', text: '# Sum\n' }]);
    expect(run.annotations).toEqual([
      { job: 'facts', level: 'warning', message: 'two', properties: { title: 'Look' } },
    ]);
    expect(run.log).toContain('[staging/deploy/go] ');
  });

  test('is recorded as a deployment where a job makes one', () => {
    const made = repository.github.deployments.map(({ environment, statuses }) => [
      environment,
      statuses.at(-1)?.state,
    ]);
    expect(made).toEqual([['review', 'success']]);
  });

  test('is shown by the local GitHub with its jobs', () => {
    const [shown] = repository.github.runs;
    expect(shown).toMatchObject({ event: 'push', name: 'ship', conclusion: 'success' });
    expect(shown?.jobs.map(({ name, conclusion }) => [name, conclusion])).toContainEqual([
      'never',
      'skipped',
    ]);
  });
});

test('the next run has the next numbers, and what the local GitHub holds by then', async () => {
  repository.github.environments.put('production', { variables: { LEVEL: 'later' } });
  const run = await repository.dispatch('ship.yml', { version: 'v4' });
  expect(run.outputs).toMatchObject({
    ...{ 'facts.s.number': '2', 'facts.s.version': 'v4', 'production/deploy/go.s.level': 'later' },
  });
});

test('a dispatch is refused in the words of GitHub', async () => {
  await expect(repository.dispatch('ship.yml')).rejects.toThrow(
    "ship.yml was not started: Required input 'version' not provided.",
  );
});

describe('a pull request', () => {
  test('of the repository has its secrets', async () => {
    const run = only(await repository.pullRequest({ number: 7, head: 'change' }));
    expect(run).toMatchObject({ result: 'failure', jobs: { look: 'failure' } });
    expect(run.outputs).toMatchObject({
      ...{ 'look.s.head': 'change team/web', 'look.s.ref': 'refs/pull/7/merge', 'look.s.key': 'key' },
      'look.s.identity': expect.stringContaining('oidc'),
    });
  });

  test('of a fork has none, and a token that may only read', async () => {
    const run = only(await repository.pullRequest({ number: 8, head: 'change', fork: 'other/web' }));
    expect(run.outputs).toMatchObject({
      ...{ 'look.s.head': 'change other/web', 'look.s.key': '', 'look.s.identity': '' },
      'look.s.token': 'ghs_localForkToken',
    });
  });
});

test('what a file says of its inputs is read when it is started, also in a file that is new', async () => {
  await using changing = makeCaller({
    '.github/workflows/a.yml': 'on: { workflow_dispatch: { inputs: { old: {} } } }\njobs: {}\n',
  });
  const opened = await changing.open();
  changing.write('.github/workflows/a.yml', 'on: push\njobs: {}\n');
  changing.write(
    '.github/workflows/b.yml',
    'on: { workflow_dispatch: { inputs: { new: { required: true } } } }\njobs: {}\n',
  );
  await expect(opened.dispatch('a.yml', { old: '1' })).rejects.toThrow(
    "does not have 'workflow_dispatch' trigger",
  );
  await expect(opened.dispatch('b.yml', { other: '1' })).rejects.toThrow('b.yml was not started:');
  await expect(opened.dispatch('b.yml', { other: '1' })).rejects.not.toThrow('Not Found');
});
