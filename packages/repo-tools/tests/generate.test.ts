import { describe, expect, test } from '@jest/globals';
import { readActionYaml } from '../src/action-yaml.ts';
import { contractFile } from '../src/contract-file.ts';
import { isOutdated, policyFileSchema, registerMembers } from '../src/generate.ts';
import { withTables } from '../src/readme-tables.ts';
import { root } from '../src/repository.ts';
import { terraformCosts } from '../src/terraform-costs.ts';

const head = 'name: x\ndescription: y\nruns: { using: node24, main: dist/index.js }\n';
const action = readActionYaml(
  'action.yml',
  `${head}inputs:
  token: { description: 'Yours | ours', required: true }
  wait:
    description: |
      Two
      lines.
    default: 'false'
outputs:
  digest: { description: Of the image. }
`,
);

test('the contract holds the names as tuples', () => {
  expect(contractFile('scan-image', action))
    .toBe(`// Generated from action.yml by \`npm run generate\`. Do not edit.
export const contract = {
  name: 'scan-image',
  inputs: ['token', 'wait'],
  outputs: ['digest'],
} as const;
`);
});

test('a tuple that is too wide for a line has one name a line', () => {
  const inputs = Array.from({ length: 9 }, (_, index) => ({
    ...action.inputs[0],
    name: `a-long-input-${String(index)}`,
  }));
  const wide = readActionYaml(
    'a',
    `${head}inputs: ${JSON.stringify(Object.fromEntries(inputs.map((i) => [i.name, i])))}`,
  );
  expect(contractFile('x', wide)).toContain("  inputs: [\n    'a-long-input-0',\n    'a-long-input-1',\n");
});

const page =
  'Before\n<!-- inputs -->\nold\n<!-- /inputs -->\nbetween\n<!-- outputs --><!-- /outputs -->\nafter\n';

test('the tables stand between their markers, the rest stays', () => {
  expect(withTables('README.md', page, action)).toBe(`Before
<!-- inputs -->
| input | default | meaning |
|---|---|---|
| \`token\` * | | Yours \\| ours |
| \`wait\` | \`false\` | Two lines. |

\`*\` required
<!-- /inputs -->
between
<!-- outputs -->
| output | meaning |
|---|---|
| \`digest\` | Of the image. |
<!-- /outputs -->
after
`);
});

test('inputs that are only answered stand folded below the others', () => {
  const answering = readActionYaml(
    'action.yml',
    `${head}inputs:
  run-task: { description: 'Not supported: run it yourself. Refused when set.' }
  wait: { description: How long. }
`,
  );
  expect(withTables('README.md', page, answering)).toContain(`<!-- inputs -->
| input | default | meaning |
|---|---|---|
| \`wait\` | | How long. |

<details><summary>Inputs of the aws-actions that are answered, not followed</summary>

| input | answer |
|---|---|
| \`run-task\` | Not supported: run it yourself. Refused when set. |

</details>
<!-- /inputs -->
`);
});

test('generating twice changes nothing', () => {
  const once = withTables('README.md', page, action);
  expect(withTables('README.md', once, action)).toBe(once);
});

test('the members of a task definition are those of the SDK', () => {
  const file = registerMembers();
  expect(file.content).toContain("    environment: 'KeyValuePair[]',\n");
  expect(file.content).toContain("    dockerLabels: 'text{}',\n");
  expect(isOutdated(root, file)).toBe(false);
});

describe('refused', () => {
  test.each([
    ['inputs: { a: {} }', 'action.yml: the input a has no description.'],
    ["outputs: { a: { description: ' ' } }", 'action.yml: the output a has no description.'],
    [
      'inputs: { a: { description: x, required: true, default: y } }',
      'action.yml: the input a is required and has a default; the runner ignores one of them.',
    ],
    ['inputs: { a: b: c }', /^action\.yml is not YAML: /],
  ])('%s', (yaml, message) => {
    expect(() => readActionYaml('action.yml', head + yaml)).toThrow(message);
  });

  test.each([
    [
      '<!-- inputs -->',
      'README.md: the marker <!-- inputs --> must stand there once, but stands there 0 times.',
    ],
    [
      '<!-- /outputs -->',
      'README.md: the marker <!-- /outputs --> must stand there once, but stands there 0 times.',
    ],
  ])('a README without %s', (marker, message) => {
    expect(() => withTables('README.md', page.replace(marker, ''), action)).toThrow(message);
  });
});

test('the schema of the policy file is what the keys of its reader and action.yml say', () => {
  expect(isOutdated(root, policyFileSchema(root))).toBe(false);
});

test('the costs of the stacks are what follows from the prices', () => {
  expect(isOutdated(root, terraformCosts(root))).toBe(false);
});
