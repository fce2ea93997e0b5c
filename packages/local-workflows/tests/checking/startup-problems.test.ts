/** What GitHub would refuse without a log, told in words; and what it takes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { defaultWarnings } from '../../src/checking/default-warnings.ts';
import { startupProblems } from '../../src/checking/startup-problems.ts';
import { calledFile, nameOf, reached, type WorkflowFile } from '../../src/checking/workflow-files.ts';

const file = (name: string, workflow: object, repository = 'team/web'): WorkflowFile => ({
  repository,
  path: `.github/workflows/${name}`,
  text: stringify(workflow),
});

const steps = [{ run: 'true' }];
const ours = 'slipway-actions/slipway';
const release = (job: object, call: object = {}): WorkflowFile =>
  file(
    'release.yml',
    { on: { workflow_call: call }, permissions: {}, jobs: { push: { steps, ...job } } },
    ours,
  );
const ship = (job: object, workflow: object = {}): WorkflowFile =>
  file('ship.yml', {
    on: 'push',
    ...workflow,
    jobs: { release: { uses: `${ours}/.github/workflows/release.yml@v1`, ...job } },
  });

const without = 'GitHub would refuse the whole run as a start-up failure, without a log.';
const idToken = release({ permissions: { 'id-token': 'write' } });

describe('permissions', () => {
  test.each<[string, WorkflowFile, WorkflowFile, string | undefined]>([
    [
      'too few in the job',
      ship({ permissions: { contents: 'read' } }),
      idToken,
      `ship.yml, job release: release.yml asks for \`id-token: write\` (job push), and this job gives \`contents: read\` alone: ${without} Add \`id-token: write\` under its \`permissions\`.`,
    ],
    [
      'too few in the workflow',
      ship({}, { permissions: {} }),
      idToken,
      `ship.yml, job release: release.yml asks for \`id-token: write\` (job push), and its workflow gives nothing: ${without} Add \`id-token: write\` under its \`permissions\`.`,
    ],
    [
      'none said at all',
      ship({}),
      idToken,
      `ship.yml, job release: release.yml asks for \`id-token: write\` (job push), and no default of a repository gives it: ${without} Add \`id-token: write\` under its \`permissions\`.`,
    ],
    [
      'read where write is asked for, and one that is not there',
      ship({ permissions: { contents: 'read' } }),
      release({ permissions: { contents: 'write', actions: 'read' } }),
      `ship.yml, job release: release.yml asks for \`contents: write\` (job push) and \`actions: read\` (job push), and this job gives \`contents: read\` alone: ${without} Add \`contents: write\` and \`actions: read\` under its \`permissions\`.`,
    ],
    [
      'what a repository may give by its default',
      ship({}),
      release({ permissions: { contents: 'write' } }),
      undefined,
    ],
    ['enough', ship({ permissions: { 'id-token': 'write', contents: 'read' } }), idToken, undefined],
    ['more than enough', ship({ permissions: 'write-all' }), idToken, undefined],
    [
      'read-all for reading',
      ship({ permissions: 'read-all' }),
      release({ permissions: { actions: 'read' } }),
      undefined,
    ],
    [
      'a callee that has what its caller gives',
      ship({ permissions: {} }),
      file('release.yml', { on: 'workflow_call', jobs: { a: { steps } } }, ours),
      undefined,
    ],
  ])('%s', (_, caller, callee, expected) => {
    expect(startupProblems(caller, [callee])).toEqual(expected === undefined ? [] : [expected]);
  });

  test('are compared at each step of the way down', () => {
    const outer = file(
      'release.yml',
      {
        on: 'workflow_call',
        jobs: { deploy: { permissions: { contents: 'read' }, uses: './.github/workflows/deploy.yml' } },
      },
      ours,
    );
    const inner = file(
      'deploy.yml',
      { on: 'workflow_call', jobs: { go: { permissions: { 'id-token': 'write' }, steps } } },
      ours,
    );
    expect(startupProblems(ship({ permissions: 'write-all' }), [outer, inner])).toEqual([
      `release.yml, job deploy: deploy.yml asks for \`id-token: write\` (job go), and this job gives \`contents: read\` alone: ${without} Add \`id-token: write\` under its \`permissions\`.`,
    ]);
  });
});

describe('inputs, secrets and files', () => {
  const takes = release(
    {},
    {
      inputs: {
        environment: { required: true, type: 'string' },
        dry: { type: 'boolean' },
        usual: { required: true, type: 'string', default: 'a' },
      },
      secrets: { token: { required: true } },
    },
  );
  const right = { with: { environment: 'production' }, secrets: { token: '${{ secrets.T }}' } };
  test.each<[string, object, string | undefined]>([
    ['all right', right, undefined],
    ['inherited secrets', { ...right, secrets: 'inherit' }, undefined],
    [
      'an input that is missing',
      { ...right, with: {} },
      `release.yml needs the input \`environment\`, and it is not given: ${without} Add \`environment\` under \`with\`.`,
    ],
    [
      'a slip of the pen',
      { ...right, with: { ...right.with, enviroment: 'x' } },
      `release.yml has no input \`enviroment\`: ${without} Did you mean \`environment\`?`,
    ],
    [
      'one that nobody knows',
      { ...right, with: { ...right.with, colour: 'x' } },
      `release.yml has no input \`colour\`: ${without} Its inputs are environment, dry, usual.`,
    ],
    [
      'another type',
      { ...right, with: { ...right.with, dry: 'yes' } },
      `the input \`dry\` of release.yml is a boolean, but was given \`"yes"\`: ${without}`,
    ],
    ['an expression', { ...right, with: { ...right.with, dry: '${{ inputs.x }}' } }, undefined],
    [
      'a secret that is missing',
      { ...right, secrets: {} },
      `release.yml needs the secret \`token\`, and it is not given: ${without} Add \`token: \${{ secrets.… }}\` under \`secrets\`.`,
    ],
    [
      'a secret that it does not take',
      { ...right, secrets: { ...right.secrets, other: 'x' } },
      `release.yml has no secret \`other\`: ${without} Its secrets are token.`,
    ],
  ])('%s', (_, job, expected) => {
    const problems = startupProblems(ship({ permissions: {}, ...job }), [takes]);
    expect(problems).toEqual(expected === undefined ? [] : [`ship.yml, job release: ${expected}`]);
  });

  test('a file that is not there, one that nobody may call, and a circle', () => {
    const of = (uses: string): WorkflowFile => file('ship.yml', { on: 'push', jobs: { a: { uses } } });
    const other = file('other.yml', { on: 'push', jobs: {} });
    expect(startupProblems(of('./.github/workflows/gone.yml'), [other])).toEqual([
      'ship.yml, job a calls `./.github/workflows/gone.yml`, which is not there. There are: other.yml.',
    ]);
    expect(startupProblems(of('$/.github/workflows/other.yml'), [other])).toEqual([
      'ship.yml, job a calls other.yml, which has no `on: workflow_call`. Add it there.',
    ]);
    const self = of('./.github/workflows/ship.yml');
    expect(startupProblems(self, [self])).toEqual([
      'ship.yml, job a calls ship.yml, which leads back to it: GitHub takes no circle.',
    ]);
    expect(startupProblems(of('somebody/else/.github/workflows/x.yml@v1'), [other])).toEqual([]);
  });
});

describe('our own workflows', () => {
  const root = resolve(import.meta.dirname, '../../../..');
  const folder = join(root, '.github/workflows');
  const all = readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .map((name) => ({
      repository: ours,
      path: `.github/workflows/${name}`,
      text: readFileSync(join(folder, name), 'utf8'),
    }));

  test.each(all.map((each) => [nameOf(each), each] as const))('%s starts', (_, each) => {
    expect(startupProblems(each, all).filter((problem) => !problem.startsWith('ci-'))).toEqual([]);
  });

  test('are reached from one that calls them', () => {
    const [first] = all.filter((each) => nameOf(each) === 'release.yml');
    if (first === undefined) throw new Error('There is no release.yml.');
    expect(reached(first, all).map(nameOf)).toEqual(['release.yml', 'deploy.yml']);
    expect(calledFile(`${ours}/.github/workflows/deploy.yml@v1`, ship({}), all)?.path).toContain(
      'deploy.yml',
    );
  });
});

test('what hangs on the default of a repository is a warning, and no word of permissions makes none', () => {
  const wanting = release({ permissions: { contents: 'write', 'id-token': 'write' } });
  expect(defaultWarnings(ship({}), [wanting])).toEqual([
    "ship.yml, job release: it starts only where the repository's default permissions are to read and write, as release.yml asks for `contents: write`. Say `permissions` in the job, with that among them.",
  ]);
  expect(defaultWarnings(ship({ permissions: {} }), [wanting])).toEqual([]);
  expect(defaultWarnings(ship({}), [release({ permissions: { contents: 'read' } })])).toEqual([]);
});
