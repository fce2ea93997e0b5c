import { describe, expect, test } from '@jest/globals';
import { readTerraformOutputs } from '../../src/asking/terraform-outputs.ts';
import type { Renaming } from '../../src/asking/terraform-map.ts';

const read = (text: string, map?: readonly Renaming[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readTerraformOutputs(new TextEncoder().encode(text), 'outputs.json', map).variables.map(
      ({ name, value }) => [name, value],
    ),
  );

const outputs = (values: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, { sensitive: false, type: 'dynamic', value }]),
    ),
  );

const problems = (text: string, map?: readonly Renaming[]): readonly string[] =>
  readTerraformOutputs(new TextEncoder().encode(text), 'outputs.json', map).problems;

/** What a person would see of all that is wrong with the file. */
function refusal(text: string, map?: readonly Renaming[]): string {
  try {
    return JSON.stringify(read(text, map));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const hint =
  'Write it with `terraform output -json > outputs.json`, after `terraform apply`; hashicorp/setup-terraform needs `terraform_wrapper: false` for that.';

test('every output becomes the variable of its name', () => {
  const all = outputs({
    cluster: 'main',
    count: 3,
    on: true,
    zones: ['a', 'b'],
    tags: { env: 'x' },
    none: '',
  });
  expect(read(all)).toEqual({
    CLUSTER: 'main',
    COUNT: '3',
    ON: 'true',
    ZONES: '["a","b"]',
    TAGS: '{"env":"x"}',
    NONE: '',
  });
});

test('numbers stay as they are written, in lists too', () => {
  const text =
    '{"n":{"value":12345678901234567890},"m":{"value":[1.50,{"x":98765432109876543210}]},"t":{"value":"1.50"}}';
  expect(read(text)).toEqual({
    N: '12345678901234567890',
    M: '[1.50,{"x":98765432109876543210}]',
    T: '1.50',
  });
});

test('a map chooses and renames', () => {
  const map = [{ output: 'cluster', name: 'ECS_CLUSTER' }];
  expect(read(outputs({ cluster: 'main', other: 'x' }), map)).toEqual({ ECS_CLUSTER: 'main' });
});

test('a sensitive output that is not chosen harms nobody', () => {
  const text = '{"a":{"value":"1"},"password":{"sensitive":true,"value":"hunter2"}}';
  expect(read(text, [{ output: 'a', name: 'A' }])).toEqual({ A: '1' });
});

describe('what can not be taken is said of the choice, and no value is shown', () => {
  test.each<[string, string, readonly Renaming[] | undefined, string]>([
    [
      'a sensitive output',
      '{"a":{"value":"1"},"password":{"sensitive":true,"value":"hunter2"}}',
      undefined,
      'the output `password` in outputs.json is sensitive, and everybody who reads the repository reads its variables: choose the others with `terraform-map`, and store it as a secret',
    ],
    [
      'a sensitive output that is chosen',
      '{"password":{"sensitive":true,"value":"hunter2"}}',
      [{ output: 'password', name: 'P' }],
      'the output `password` in outputs.json is sensitive, and everybody who reads the repository reads its variables: take it out of `terraform-map`, and store it as a secret',
    ],
    [
      'null',
      outputs({ a: null }),
      undefined,
      'the output `a` in outputs.json is null, and a variable always has a value: choose the others with `terraform-map`',
    ],
    [
      'a name that is nearly right',
      outputs({ cluster: 'x' }),
      [{ output: 'clustr', name: 'C' }],
      '`terraform-map` names `clustr`, and there is no such output in outputs.json: `cluster` may be meant',
    ],
    [
      'a name that is quite wrong',
      `{"password":{"sensitive":true,"value":"x"},"none":{"value":null},${outputs({ cluster: 'x', zone: 'y' }).slice(1)}`,
      [{ output: 'toString', name: 'C' }],
      '`terraform-map` names `toString`, and there is no such output in outputs.json: there are `cluster`, `zone`',
    ],
    [
      'the only one',
      '{"a":{"value":null}}',
      [{ output: 'b', name: 'B' }],
      '`terraform-map` names `b`, and there is no such output in outputs.json: there is none that can be taken',
    ],
  ])('%s', (_, text, map, problem) => {
    expect(problems(text, map)).toEqual([problem]);
  });
});

describe('another file is said, and no value is shown', () => {
  test.each<[string, string, readonly Renaming[] | undefined, string]>([
    [
      'no outputs',
      '{}',
      undefined,
      'line 1: it holds no outputs: the configuration declares none, or was never applied',
    ],
    ['values alone', '{"a":"1"}', undefined, 'line 1: `a` is no output: it has no `value`'],
    [
      'a plan',
      '{"format_version":"1.2","planned_values":{},"resource_changes":[]}',
      undefined,
      'line 1: it is a plan, of `terraform show -json`',
    ],
    [
      'a state that was shown',
      '{"format_version":"1.0","terraform_version":"1.9","values":{"outputs":{}}}',
      undefined,
      'line 1: it is a state, of `terraform show -json`',
    ],
    [
      'a state file',
      '{"version":4,"serial":3,"lineage":"x","outputs":{},"resources":[]}',
      undefined,
      'line 1: it is a state file of Terraform, which may hold secrets',
    ],
    [
      'a single output',
      '"main"',
      undefined,
      'line 1: it is text: leave out the name of an output behind `terraform output -json`',
    ],
  ])('%s', (_, text, map, why) => {
    expect(refusal(text, map)).toBe(
      `The file of Terraform outputs outputs.json has a mistake: ${why}. ${hint}`,
    );
  });

  test('what the wrapper of setup-terraform prints', () => {
    expect(refusal('[command]/usr/bin/terraform-bin output -json\n{}')).toBe(
      `The file of Terraform outputs outputs.json:1:2 can't be used: expected a list item, but found "c". ${hint}`,
    );
  });
});
