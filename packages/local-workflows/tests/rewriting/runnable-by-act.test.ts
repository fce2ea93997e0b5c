/** The four rules, each form that a line may have, and what is left alone. */
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { takenBack } from '../../src/rewriting/edits.ts';
import { runnableByAct } from '../../src/rewriting/runnable-by-act.ts';

/** With the edits taken back, too. */
function lines(text: string): readonly string[] {
  const file = runnableByAct({
    repository: 'team/web',
    path: '.github/workflows/ship.yml',
    text,
    ref: 'refs/heads/main',
  });
  expect(takenBack(file.text, file.edits)).toBe(text);
  return file.text.split('\n');
}

/** Those that the text does not have. */
const news = (text: string): readonly string[] => {
  const before = new Set(text.split('\n'));
  return lines(text).filter((line) => !before.has(line));
};

const stepOf = (step: string, environment = ''): string =>
  `jobs:\n  a:\n    runs-on: ubuntu-latest\n${environment}    steps:\n      - ${step}\n`;

describe('what the repository itself has', () => {
  test.each([
    ['a step', stepOf('uses: $/actions/x'), '      - uses: team/web/actions/x@local'],
    ['in quotes', stepOf('uses: "$/actions/x" # why'), '      - uses: "team/web/actions/x@local" # why'],
    ['its root', stepOf('uses: $/'), '      - uses: team/web/@local'],
    [
      'a job',
      'jobs:\n  a:\n    uses: $/.github/workflows/b.yml\n',
      '    uses: team/web/.github/workflows/b.yml@local',
    ],
    [
      'a composite action',
      'runs:\n  using: composite\n  steps:\n    - uses: $/actions/x\n',
      '    - uses: team/web/actions/x@local',
    ],
  ])('%s', (_, text, expected) => {
    expect(news(text)).toEqual([expected]);
  });

  test.each([
    ['a path of the checkout', stepOf('uses: ./local # $/actions/x')],
    ['a script', stepOf('run: "uses: $/actions/x"')],
    ['an action at a ref', stepOf('uses: slipway-actions/slipway/actions/x@v1')],
  ])('%s stays', (_, text) => {
    expect(news(text)).toEqual([]);
  });
});

test('all that is used of repositories is listed, own things too', () => {
  const text = stepOf(
    'uses: a/b/c@v1\n      - uses: $/actions/x\n      - uses: ./here\n      - uses: docker://alpine',
  );
  const { references } = runnableByAct({
    repository: 'team/web',
    path: 'x.yml',
    text,
    ref: 'refs/heads/main',
  });
  expect(references).toEqual([
    { repository: 'a/b', path: 'c', ref: 'v1' },
    { repository: 'team/web', path: 'actions/x', ref: 'local' },
  ]);
});

describe('keys that act refuses', () => {
  const job = (key: string): string => `jobs:\n  a:\n    ${key}\n    runs-on: ubuntu-latest\n`;
  test.each([
    [
      'lines',
      job('concurrency:\n      group: g # why\n      queue: max # no more\n      cancel-in-progress: false'),
      'queue: max',
    ],
    ['between braces, last', job('environment: { name: p, deployment: false }'), ', deployment: false'],
    ['between braces, first', job('environment: { deployment: false, name: p }'), 'deployment: false, '],
    ['of the workflow', 'concurrency:\n  group: g\n  queue: max\njobs: {}\n', 'queue: max'],
    ['permissions', job('permissions:\n      models: read\n      contents: read'), 'models: read'],
  ])('%s', (_, text, gone) => {
    const after = lines(text).join('\n');
    expect(text).toContain(gone);
    expect(after).not.toContain(gone);
    expect(after).toMatch(/group: g|name: p|contents: read/);
  });

  test.each([
    ['the only one', job('permissions:\n      models: read # why'), job('permissions:\n      {} # why')],
    ['the only ones', job('permissions: { models: read, drives: read }'), job('permissions: {}')],
    [
      'the first ones',
      job('permissions: { models: read, drives: read, contents: read }'),
      job('permissions: { contents: read }'),
    ],
    [
      'an environment of nothing else',
      job('environment:\n      deployment: false\n    name: x'),
      job('name: x'),
    ],
    ['the same between braces', job('environment: { deployment: false }\n    name: x'), job('name: x')],
    [
      'the same in a job between braces',
      'jobs: { a: { environment: { deployment: false }, name: x } }\n',
      'jobs: { a: { name: x } }\n',
    ],
  ])('%s', (_, text, expected) => {
    expect(lines(text).join('\n')).toBe(expected);
  });

  test('elsewhere they stay', () => {
    expect(news(stepOf('run: "echo queue: max"\n        env: { queue: max, deployment: false }'))).toEqual(
      [],
    );
  });
});

describe('variables in a job with an environment', () => {
  const of = (environment: string): string => `(fromJSON(vars.SLIPWAY_ENVIRONMENTS)[${environment}] || vars)`;
  const inProduction = '    environment: production\n';
  test.each([
    ['a literal', 'environment: production', "'production'"],
    ['with a quote', `environment: it's`, "'it''s'"],
    ['a mapping', 'environment:\n      name: production\n      url: https://x', "'production'"],
    ['an expression', 'environment: ${{ inputs.environment }}', 'inputs.environment'],
    ['alternatives', "environment: ${{ inputs.a || inputs.b || 'c' }}", "inputs.a || inputs.b || 'c'"],
    ['between braces', 'environment: { name: "${{ inputs.e }}" }', 'inputs.e'],
    ['composed', 'environment: eu-${{ inputs.e }}', "format('eu-{0}', inputs.e)"],
    ['of two', 'environment: ${{ inputs.a }}-${{ inputs.b }}', "format('{0}-{1}', inputs.a, inputs.b)"],
    ['with braces in a string', "environment: ${{ inputs.a || '}}' }}", "inputs.a || '}}'"],
    ['that reads a variable itself', 'environment: ${{ vars.WHERE }}', 'vars.WHERE'],
  ])('%s', (_, environment, expression) => {
    const text = stepOf('run: echo ${{ vars.A }}', `    ${environment}\n`);
    expect(news(text)).toEqual([`      - run: echo \${{ ${of(expression)}.A }}`]);
  });

  test.each([
    ['a condition without braces', "if: vars.A != 'vars.B'", `if: ${of("'production'")}.A != 'vars.B'`],
    ['all of them', 'run: echo ${{ toJSON(vars) }}', `run: echo \${{ toJSON(${of("'production'")}) }}`],
    ['by index', "run: echo ${{ vars['A'] }}", `run: echo \${{ ${of("'production'")}['A'] }}`],
    ['in single quotes', "run: '${{ vars.A }}'", `run: '\${{ ${of("''production''")}.A }}'`],
    ['not a member of that name', 'run: echo ${{ github.event.vars.A }} vars.A', undefined],
    ['not a name like it', 'run: echo ${{ env.my-vars }} ${{ varsity.A }}', undefined],
  ])('in a step: %s', (_, step, expected) => {
    expect(news(stepOf(step, inProduction))).toEqual(expected === undefined ? [] : [`      - ${expected}`]);
  });

  test('in its env and outputs; not in what GitHub decides before the job runs', () => {
    const keys = ['if: ${{ vars.A }}', 'concurrency: ${{ vars.A }}', 'name: ${{ vars.A }}'];
    const read = ['env:\n      X: ${{ vars.A }}', 'outputs:\n      X: ${{ vars.A }}'];
    const text = stepOf(
      'run: x',
      `${inProduction}${[...keys, ...read].map((key) => `    ${key}\n`).join('')}`,
    );
    const line = `      X: \${{ ${of("'production'")}.A }}`;
    expect(news(text)).toEqual([line, line]);
  });

  test.each([
    ['without an environment', ''],
    ['with an empty one', "    environment: ''\n"],
  ])('stay %s', (_, environment) => {
    expect(news(stepOf('run: echo ${{ vars.A }}', environment))).toEqual([]);
  });
});

describe('the token of a job', () => {
  const url = (suffix = ''): string =>
    `ACTIONS_ID_TOKEN_REQUEST_URL: "\${{ vars.SLIPWAY_ID_TOKEN_URL }}&job_workflow_ref=team/web/.github/workflows/ship.yml@refs/heads/main${suffix}"`;
  const token = 'ACTIONS_ID_TOKEN_REQUEST_TOKEN: "${{ vars.SLIPWAY_ID_TOKEN }}"';
  const may = '    permissions:\n      id-token: write\n';

  test('is for its environment', () => {
    const text = stepOf('run: x', `    environment: production\n${may}`);
    expect(news(text)).toEqual(['    env:', `      ${url('&environment=production')}`, `      ${token}`]);
  });

  test.each([
    ['beside what is there', 'env:\n      A: b\n', [`      ${url()}`, `      ${token}`]],
    ['between braces', 'env: { A: b }\n', [`    env: { ${url()}, ${token}, A: b }`]],
    ['by the words of the workflow', '', ['    env:', `      ${url()}`, `      ${token}`]],
  ])('%s', (_, env, expected) => {
    const text =
      env === '' ? `permissions: write-all\n${stepOf('run: x')}` : stepOf('run: x', `${may}    ${env}`);
    expect(news(text)).toEqual(expected);
  });

  test.each([
    ['eu & prod', '&environment=eu%20%26%20prod'],
    ['a+b', '&environment=a%2Bb'],
    [
      '${{ inputs.e }}',
      "&environment=${{ fromJSON(vars.SLIPWAY_ENCODED_NAMES || '{}')[inputs.e] || inputs.e }}",
    ],
  ])('names the environment %s as an address can', (environment, suffix) => {
    expect(news(stepOf('run: x', `    environment: ${environment}\n${may}`))).toContain(
      `      ${url(suffix)}`,
    );
  });

  test.each([
    ['nothing', 'env:\n', '    env: { '],
    ['nothing, with a remark', 'env: # none\n', '    env: { '],
    ['nothing, in a word', 'env: null # none\n', '    env: { '],
    ['nothing, between braces', 'env: {}\n', '    env: { '],
  ])('stands in an env of %s', (_, env, start) => {
    const [line, ...others] = news(stepOf('run: x', `${may}    ${env}`));
    expect(others).toEqual([]);
    expect(line?.startsWith(`${start}${url()}, ${token}`)).toBe(true);
  });

  test.each([
    ['an expression', 'x: &e { A: b }\n', 'env: ${{ fromJSON(vars.ALL) }}\n'],
    ['an alias', 'x: &e { A: b }\n', 'env: *e\n'],
    ['a mapping that others share', '', 'env: &e { A: b }\n'],
  ])('is written by a first step where the env is %s', (_, before, env) => {
    const [step, ...others] = news(`${before}${stepOf('run: x', `${may}    ${env}`)}`);
    expect(others).toEqual([]);
    expect(step).toMatch(/^ {6}- \{ name: Token of the job, .*GITHUB_ENV/);
  });

  test('a workflow that is called alone has what its caller gives', () => {
    expect(news(`on: workflow_call\n${stepOf('run: x')}`)).toHaveLength(3);
    expect(news(`on: [push, workflow_call]\n${stepOf('run: x')}`)).toEqual([]);
  });

  test.each([
    ['permissions: {}', ''],
    ['permissions: read-all', ''],
    ['permissions: write-all', '    permissions: { contents: read }\n'],
  ])('is none with %s %s', (ofWorkflow, ofJob) => {
    expect(news(`${ofWorkflow}\n${stepOf('run: x', ofJob)}`)).toEqual([]);
  });
});

describe('aliases', () => {
  const shared = (environment: string, step = 'run: echo ${{ vars.A }}'): string =>
    `jobs:\n  a:\n    environment: eu\n    steps: &steps\n      - ${step}\n  b:\n    ${environment}\n    steps: *steps\n`;

  test('steps of two jobs are written otherwise once', () => {
    expect(news(shared('environment: eu'))).toEqual([
      "      - run: echo ${{ (fromJSON(vars.SLIPWAY_ENVIRONMENTS)['eu'] || vars).A }}",
    ]);
    expect(news(shared('environment: us', 'uses: $/actions/x'))).toEqual([
      '      - uses: team/web/actions/x@local',
    ]);
  });

  test.each([['environment: us'], ['runs-on: ubuntu-latest']])(
    'variables of two environments are refused: %s',
    (other) => {
      expect(() => lines(shared(other))).toThrow(
        "Line 5 can't be run by act: the job b shares it by an alias with a job of another environment, and it reads `vars`. Write it out in both jobs.",
      );
    },
  );

  test('a job that is one, and a step of it before the others', () => {
    const text = `x: &e { A: b }\njobs:\n  a: &a\n    permissions: { id-token: write }\n    env: *e\n    steps: &s\n      - uses: $/actions/x\n  b: *a\n`;
    const [step, uses, ...others] = news(text);
    expect([step?.slice(0, 18), uses, others]).toEqual([
      '      - { name: To',
      '      - uses: team/web/actions/x@local',
      [],
    ]);
    expect(() => parse(lines(text).join('\n')) as unknown).not.toThrow();
  });

  test('one that stands for itself is refused', () => {
    expect(() => lines('jobs: &a\n  a: *a\n')).toThrow(
      '.github/workflows/ship.yml is no workflow: the alias *a stands for nothing.',
    );
  });
});

test('a text that is no YAML is refused with the place', () => {
  expect(() => lines('jobs: {')).toThrow(/^\.github\/workflows\/ship\.yml is no workflow: .* at line 1/);
});
