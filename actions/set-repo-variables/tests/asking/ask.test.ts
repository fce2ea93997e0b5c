/** All sources and all that is known to be wrong, before GitHub is asked for anything. */
import { describe, expect, test } from '@jest/globals';
import { memoryFiles } from '@slipway/test-kit/memory-files';
import { ask, type Asked } from '../../src/asking/ask.ts';
import { knownCredentials } from '../../src/asking/credentials/known-credentials.ts';
import { targetProblems } from '../../src/asking/target.ts';
import { given } from '../given.ts';

type Values = Readonly<Record<string, string>>;

function asked(values: Values, files: Values = {}): Promise<Asked> {
  const inputs = given(values);
  return ask(inputs, {
    files: memoryFiles(files),
    scope: inputs.scope,
    isEnterpriseServer: false,
    targetProblems: targetProblems(inputs, { repository: 'team/web', repositoryOwner: 'team' }),
    credentials: knownCredentials(inputs.token, [{ name: 'NPM_TOKEN', value: 'the-token-of-the-job' }]),
  });
}

const valuesOf = ({ variables }: Asked): Values =>
  Object.fromEntries(variables.map(({ name, value }) => [name, value]));

describe('the sources', () => {
  test.each<[string, string, string, Values]>([
    ['dotenv', 'a.env', 'A=1 # one\nexport B="two words"\n', { A: '1', B: 'two words' }],
    ['a file without a telling name', 'variables', 'A=1', { A: '1' }],
    ['JSON', 'a.json', '{"A": 1.50, "B": true}', { A: '1.50', B: 'true' }],
    ['YAML', 'a.yml', 'A: 1.10\nB: no\nC: |\n  x\n  y\n', { A: '1.10', B: 'no', C: 'x\ny\n' }],
  ])('%s is read', async (_, file, content, values) => {
    expect(valuesOf(await asked({ file }, { [file]: content }))).toEqual(values);
  });

  test.each<[string, string, Values]>([
    ['lines', 'A=1\n\n  B=x=y==\nC=', { A: '1', B: 'x=y==', C: '' }],
    ['lines as people write them', 'A = prod \nB= "x"', { A: 'prod', B: '"x"' }],
    ['JSON', '{"a": "1", "B": "two\\nlines"}', { A: '1', B: 'two\nlines' }],
    ['YAML', 'A: 1\nB: "x"', { A: '1', B: 'x' }],
  ])('the input may be %s', async (_, variables, values) => {
    expect(valuesOf(await asked({ variables }))).toEqual(values);
  });

  test('a map chooses among outputs, and may take one twice', async () => {
    const map = 'region=A\nregion=B\ndb=c';
    const content = '{"region":{"value":"x"},"db":{"value":"y"},"other":{"value":"z"}}';
    const merged = await asked(
      { 'terraform-outputs': 'o.json', 'terraform-map': map },
      { 'o.json': content },
    );
    expect(valuesOf(merged)).toEqual({ A: 'x', B: 'x', C: 'y' });
  });

  test('a later one wins, and that is told', async () => {
    const merged = await asked(
      { file: 'a.env', 'terraform-outputs': 'o.json', variables: 'a=3\nD=4' },
      { 'a.env': 'A=1\nB=1', 'o.json': '{"b":{"value":"2"},"c":{"value":"2"}}' },
    );
    expect(valuesOf(merged)).toEqual({ A: '3', B: '2', C: '2', D: '4' });
    expect(merged.overrides).toEqual([
      { name: 'B', winner: 'terraform-outputs', loser: 'file' },
      { name: 'A', winner: 'variables', loser: 'file' },
    ]);
  });
});

const correct = 'Correct it under `with:` of this step. Nothing was changed.';

test.each([
  ['A="x y"\nB = \'z\'\nC="\nd=""\nE="a" "b"', ['A', 'B', 'D', 'E']],
  ['A="x" # y\nB=it\'s', []],
  ['A: "x"', []],
  ['{"A": "\\"x\\""}', []],
])(
  'quotes that are part of a value are noticed where they look as if they were not: %j',
  async (variables, names) => {
    expect((await asked({ variables })).inQuotes).toEqual(names);
  },
);

describe('refused before anything is asked of GitHub', () => {
  test.each<[string, Values, Values, string]>([
    [
      'no source',
      {},
      {},
      'What is asked for has a mistake: nothing says what the variables should be: set `variables`, `file` or `terraform-outputs`.',
    ],
    [
      'a map without outputs',
      { variables: 'A=1', 'terraform-map': 'a=B' },
      {},
      'What is asked for has a mistake: `terraform-map` chooses among outputs, and `terraform-outputs` is not set.',
    ],
    [
      'an empty object',
      { variables: '{}' },
      {},
      'What is asked for has a mistake: no variable is asked for: the sources are empty.',
    ],
    [
      'a file with an empty object',
      { file: 'a.json' },
      { 'a.json': '{}' },
      'What is asked for has a mistake: no variable is asked for: the sources are empty.',
    ],
    [
      'a line that is none',
      { variables: 'A=1\nhunter2' },
      {},
      'What is asked for has a mistake: `variables` must be `KEY=VALUE`, one a line, or one JSON or YAML object of texts, but in its line 2 this line is not `KEY=VALUE`.',
    ],
    [
      'a value that is no text',
      { variables: '{"A": ["hunter2"]}' },
      {},
      'What is asked for has a mistake: `variables` must be `KEY=VALUE`, one a line, or one JSON or YAML object of texts, but in its line 1 the value of `A` is a list, and must be text.',
    ],
    [
      'a prefix that owns nothing',
      { variables: 'A=1', 'prune-prefix': 'web_' },
      {},
      'What is asked for has a mistake: `prune-prefix` is `web_`, and no variable that is asked for begins so: all that do would be removed.',
    ],
    [
      'everything at once',
      { variables: '1A=x\nB=github_pat_ours\nC=the-token-of-the-job\nD=postgres://app:hunter2@db/app' },
      {},
      "What is asked for has 4 mistakes: the name `1A` in `variables` may not start with a digit; the value of `B` in `variables` is the token of this step, and everybody who can read variables would read it: store it as a secret; the value of `C` in `variables` is the credential `NPM_TOKEN` of the job's environment, and everybody who can read variables would read it: store it as a secret; the value of `D` in `variables` looks like a URL with a password, and everybody who can read variables would read it: store it as a secret.",
    ],
    [
      'two outputs as one variable',
      { 'terraform-outputs': 'o.json', 'terraform-map': 'region=R\ndb=r' },
      { 'o.json': '{"region":{"value":"x"},"db":{"value":"y"}}' },
      'What is asked for has a mistake: `terraform-map` makes one variable, `R`, of `region` and `db`.',
    ],
    [
      'an output that can not be taken',
      { 'terraform-outputs': 'o.json', 'terraform-map': 'regio=R' },
      { 'o.json': '{"region":{"value":"x"},"db":{"value":null}}' },
      'What is asked for has a mistake: `terraform-map` names `regio`, and there is no such output in o.json: `region` may be meant.',
    ],
  ])('%s', async (_, values, files, message) => {
    await expect(asked(values, files)).rejects.toThrow(`${message} ${correct}`);
  });

  test('what is wrong with a source hides nothing that is wrong with another, or with the place', async () => {
    const files = { 'a.json': '{\n"A": ["hunter2"],\n"B": null}' };
    const sources = { file: 'a.json', 'terraform-outputs': 'o.json', variables: '1A=x', visibility: 'all' };
    await expect(asked(sources, files)).rejects.toThrow(
      'What is asked for has 5 mistakes: `visibility` belongs to the scope organization, and `scope` is `repository`; ' +
        "a.json:2: the value of `A` is a list, and must be text; a.json:3: the value of `B` is null, and must be text: write '' for an empty one; " +
        "the file of Terraform outputs o.json can't be used: there is no such file; " +
        'the name `1A` in `variables` may not start with a digit. ' +
        'Correct it in the file that is named, or under `with:` of this step. Nothing was changed.',
    );
  });

  test('a file that is as it should be is not told to be corrected', async () => {
    await expect(asked({ file: 'a.env', variables: '1A=x' }, { 'a.env': 'A=1' })).rejects.toThrow(
      `What is asked for has a mistake: the name \`1A\` in \`variables\` may not start with a digit. ${correct}`,
    );
  });

  test('a name, a size and a credential in a file are told with their line', async () => {
    const lines = `A=1\nBAD-N=2\nB=github_pat_ours\nC=${'x'.repeat(50_000)}\nd=1\nD=2`;
    await expect(asked({ file: 'try/web.env' }, { 'try/web.env': lines })).rejects.toThrow(
      'What is asked for has 4 mistakes: the name `BAD-N` in try/web.env:2 may hold only letters, digits and underscores; ' +
        '`d` and `D` in try/web.env:6 are the same variable, because GitHub does not tell upper from lower case; ' +
        'the value of `C` in try/web.env:4 has 50000 bytes, and GitHub takes 49152; ' +
        'the value of `B` in try/web.env:3 is the token of this step, and everybody who can read variables would read it: store it as a secret. ' +
        'Correct it in the file that is named, or under `with:` of this step. Nothing was changed.',
    );
  });

  test('outputs of Terraform in the place of a file are known', async () => {
    const content = '{"a":{"value":"hunter2","sensitive":true},"b":{"value":[1]}}';
    await expect(asked({ file: 'o.json' }, { 'o.json': content })).rejects.toThrow(
      'What is asked for has a mistake: o.json is what `terraform output -json` writes: set `terraform-outputs` to it in place of `file`.',
    );
  });

  test('a file that is wrong by itself keeps its code, and what it holds is not missed', async () => {
    const wrong = asked({ file: 'a.env', variables: 'A=1', 'prune-prefix': 'WEB_' }, { 'a.env': 'WEB_A' });
    await expect(wrong).rejects.toMatchObject({ code: 'variables-file-invalid', at: { line: 1 } });
  });

  test('lines that can not be read hide no file that is not there', async () => {
    await expect(asked({ file: 'a.env', variables: 'A' })).rejects.toThrow(
      /^What is asked for has 2 mistakes: .*a\.env/,
    );
  });

  test('a file that is not there, and one outside', async () => {
    await expect(asked({ file: 'a.env' })).rejects.toMatchObject({ code: 'variables-file-unreadable' });
    await expect(asked({ file: '/etc/passwd' })).rejects.toThrow(
      'neither in the workspace nor in the temporary folder',
    );
    await expect(asked({ 'terraform-outputs': 'o.json' })).rejects.toMatchObject({
      code: 'terraform-outputs-unreadable',
    });
  });

  test('a file with mistakes, each with its line and none with its value', async () => {
    const files = { 'a.json': '{\n"A": ["hunter2"],\n"B": null}' };
    const error = await asked({ file: 'a.json' }, files).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'variables-file-invalid',
      details: [
        { file: 'a.json', line: 2, message: 'a.json:2: the value of `A` is a list, and must be text.' },
        {
          file: 'a.json',
          line: 3,
          message: "a.json:3: the value of `B` is null, and must be text: write '' for an empty one.",
        },
      ],
    });
  });

  test('more mistakes than anybody reads are counted', async () => {
    const variables = Array.from({ length: 40 }, (_, index) => `${String(index)}=x`).join('\n');
    await expect(asked({ variables })).rejects.toThrow('; and 10 more. Correct it');
  });
});
