/**
 * Truth tables: for every way in which the jobs before can end, whether a job that changes something runs. GitHub evaluates
 * conditions with the same library.
 */
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { actionOf, jobsOf, stepsOf, type Node } from '../../src/workflow-nodes.ts';
import { appliesTerraform, deploys } from '../../src/workflows/change-rules.ts';
import { runs } from '../../src/workflows/conditions.ts';
import { reachableRows, rowsThatRun } from '../../src/workflows/truth-table.ts';
import { workflowTexts } from '../../src/workflows/workflow-texts.ts';

const workflows = new Map(
  workflowTexts()
    .filter(({ kind }) => kind === 'workflow')
    .map(({ path, content }) => [path.split('/').at(-1) ?? '', parse(content) as unknown]),
);

const exact = [
  ['deploy.yml', 'deploy', 'gate success allowed=true'],
  ['promote.yml', 'copy', 'source success allowed=true'],
  ['promote.yml', 'deploy', 'copy success'],
  ['release.yml', 'push', 'preflight success, build success'],
  ['release.yml', 'deploy', 'push success'],
  ['rollback.yml', 'rollback', 'asked success'],
  ['destroy.yml', 'plan', 'confirm success'],
  ['destroy.yml', 'destroy', 'plan success changed=true'],
] as const;

describe('of all rows there are, exactly one lets run', () => {
  test.each(exact)('%s: %s', (file, job, row) => {
    expect(rowsThatRun(workflows.get(file), job)).toEqual([row]);
  });
});

const stacks = 'registry platform service';
const inputs = { publish: true, 'first-release': 'ship.yml', stacks };
const push = { github: { event_name: 'push', repository: 'team/web' }, inputs };
/** In a re-run `start` follows the release that an earlier attempt has started, and says that it started none. */
const attempt = (number: string) => ({ ...push, github: { ...push.github, run_attempt: number } });
const pull = (from: string, login = 'octocat', given: object = inputs) => ({
  github: {
    event_name: 'pull_request',
    repository: 'team/web',
    event: { pull_request: { head: { repo: { full_name: from } }, user: { login } } },
  },
  inputs: given,
});
const preview = { environment: 'preview', service: 'web' };

/** Jobs that run after something failed or was skipped as well, and those that ask what started the run. */
const rows: readonly (readonly [string, string, object, readonly string[]])[] = [
  ['infrastructure.yml', 'plan', push, ['']],
  ['infrastructure.yml', 'plan', pull('team/web'), []],
  ['infrastructure.yml', 'apply', push, ['plan success changed=true']],
  ['infrastructure.yml', 'apply', pull('team/web'), []],
  ['infrastructure.yml', 'publish', push, ['plan success, apply skipped', 'plan success, apply success']],
  ['infrastructure.yml', 'publish', { ...push, inputs: { publish: false } }, []],
  ['infrastructure.yml', 'publish', pull('team/web'), []],
  [
    'infrastructure.yml',
    'start',
    push,
    ['plan success, apply skipped, publish success', 'plan success, apply success, publish success'],
  ],
  [
    'infrastructure.yml',
    'start',
    { ...push, inputs: { ...inputs, publish: false } },
    ['plan success, apply skipped, publish skipped', 'plan success, apply success, publish skipped'],
  ],
  ['infrastructure.yml', 'start', { ...push, inputs: { ...inputs, 'first-release': '' } }, []],
  ['infrastructure.yml', 'start', pull('team/web'), []],
  ['infrastructure.yml', 'settle', attempt('1'), ['start success conclusion=success dispatched=true']],
  [
    'infrastructure.yml',
    'settle',
    attempt('2'),
    ['', 'false', 'true'].map((dispatched) => `start success conclusion=success dispatched=${dispatched}`),
  ],
  ['infrastructure.yml', 'settle', { ...attempt('2'), inputs: { ...inputs, 'first-release': '' } }, []],
  ['infrastructure.yml', 'settle', { ...push, inputs: { ...inputs, stacks: 'registry' } }, []],
  ['pull-request.yml', 'push', pull('team/web', 'octocat', preview), ['access success, build success']],
  ['pull-request.yml', 'push', pull('team/web', 'octocat', { environment: '' }), []],
  ['pull-request.yml', 'push', pull('stranger/web', 'octocat', preview), []],
  ['pull-request.yml', 'push', pull('team/web', 'dependabot[bot]', preview), []],
  ['pull-request.yml', 'push', { ...push, inputs: preview }, []],
  ['pull-request.yml', 'plan', pull('team/web', 'octocat', preview), ['']],
  ['pull-request.yml', 'plan', pull('stranger/web', 'octocat', preview), []],
  ['infrastructure.yml', 'review', push, []],
  ['infrastructure.yml', 'review', pull('team/web'), ['']],
  ['infrastructure.yml', 'review', pull('stranger/web'), []],
  ['infrastructure.yml', 'review', pull('team/web', 'dependabot[bot]'), []],
];

test.each(rows)('%s: %s, case %#', (file, job, contexts, expected) => {
  expect(reachableRows(workflows.get(file), job, contexts as Record<string, object>)).toEqual(expected);
});

test('in a re-run settle applies by `fresh`, which refuses a commit that its branch has left', () => {
  const steps = stepsOf(jobsOf(workflows.get('infrastructure.yml')).get('settle') ?? {});
  const applies = steps.filter(({ uses }) => uses === '$/.github/actions/apply-plan');
  expect(applies.map((step) => (step.with as Node).fresh)).toEqual([true]);
});

test('an environment that is left out is told before a command that names it', () => {
  const steps = stepsOf(jobsOf(workflows.get('infrastructure.yml')).get('plan') ?? {});
  const namesIt = steps.findIndex(({ run }) => String(run).includes('--env $ENVIRONMENT'));
  expect([actionOf(steps[0] ?? {}), namesIt]).toEqual(['preflight', 1]);
});

test('every job that changes something after another has its table here', () => {
  const told = new Set([...exact, ...rows].map(([file, job]) => `${file} ${job}`));
  const changing = [...workflows].flatMap(([file, workflow]) =>
    [...jobsOf(workflow)]
      .filter(([, job]) => job.needs !== undefined && changes(job))
      .map(([name]) => `${file} ${name}`),
  );
  expect(changing.filter((each) => !told.has(each))).toEqual([]);
  expect(changing.length).toBeGreaterThanOrEqual(8);
});

/** With a role that may write, a token that may, or through another workflow. */
const changes = (job: Node): boolean =>
  deploys(job) ||
  appliesTerraform(job) ||
  job.uses !== undefined ||
  stepsOf(job).some((step) =>
    ['build-push-ecr', 'set-repo-variables', 'dispatch-workflow'].includes(actionOf(step) ?? ''),
  );

const table = (condition: string | undefined, needs = 'gate', jobs = {}): readonly string[] =>
  rowsThatRun(
    { jobs: { ...jobs, deploy: { needs, ...(condition === undefined ? {} : { if: condition }) } } },
    'deploy',
  );

describe('a table shows what a condition forgets', () => {
  test.each<[string | undefined, readonly string[]]>([
    [undefined, ['gate success']],
    ["needs.gate.outputs.allowed == 'true'", ['gate success allowed=true']],
    [
      "${{ always() && needs.gate.outputs.allowed == 'true' }}",
      ['gate success allowed=true', 'gate failure allowed=true', 'gate cancelled allowed=true'],
    ],
    [
      "!cancelled() && needs.gate.outputs.allowed != 'false'",
      [
        'gate success allowed=true',
        'gate success allowed=',
        'gate failure allowed=true',
        'gate failure allowed=',
        'gate skipped',
      ],
    ],
    ['needs.gate.outputs.allowed', ['gate success allowed=true', 'gate success allowed=false']],
    ['failure()', ['gate failure']],
  ])('%s', (condition, rows) => {
    expect(table(condition)).toEqual(rows);
  });

  test('of what is before a needed job, too', () => {
    const workflow = {
      jobs: {
        build: {},
        scan: { needs: 'build', if: 'always()' },
        deploy: { needs: 'scan' },
        tell: { needs: 'scan', if: "always() && needs.scan.result == 'success'" },
      },
    };
    expect(reachableRows(workflow, 'deploy')).toEqual(['scan success']);
    expect(reachableRows(workflow, 'tell')).toEqual(['scan success']);
    const ancestors = new Map([
      ['build', { result: 'skipped', outputs: {} } as const],
      ['scan', { result: 'success', outputs: {} } as const],
    ]);
    const needs = new Map([...ancestors].slice(1));
    expect(runs(jobsOf(workflow).get('deploy') ?? {}, { needs, ancestors, contexts: {} })).toBe(false);
  });

  test('a text around an expression is no condition', () => {
    expect(() => table('${{ false }} or ${{ true }}')).toThrow('is a text, which is always true');
  });
});
