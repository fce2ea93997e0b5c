/** How a run of Terraform ended: what it counts, and what of a long output is shown when it failed. */
import { describe, expect, test } from '@jest/globals';
import { countsOf, wrongIn } from '../src/ending.ts';

describe('counts', () => {
  test.each([
    [
      'an apply',
      'Apply complete! Resources: 56 added, 1 changed, 2 destroyed.',
      { added: 56, changed: 1, destroyed: 2 },
    ],
    [
      'an apply that imports',
      'Apply complete! Resources: 2 imported, 3 added, 0 changed, 0 destroyed.',
      { added: 3, changed: 0, destroyed: 0 },
    ],
    ['a destroy', 'Destroy complete! Resources: 30 destroyed.', { added: 0, changed: 0, destroyed: 30 }],
    ['what did not come to its end', 'aws_lb.a: Creating...', undefined],
  ])('%s', (_, last, counts) => {
    expect(countsOf(`aws_lb.a: Creating...\n\n${last}\n\nOutputs:\n`)).toEqual(counts);
  });
});

describe('what is wrong', () => {
  const long = Array.from({ length: 50 }, (_, at) => `aws_lb.a${String(at + 1)}: Creating...`).join('\n');
  const error = 'Error: creating ELBv2 Load Balancer\n\n  with aws_lb.a,\n  on main.tf line 1';

  test.each([
    ['from the first error on', `${long}\n\n${error}\n\nError: another\n`, `${error}\n\nError: another`],
    ['with the box around it', `${long}\n╷\n│ Error: Inconsistent\n│\n╵\n`, '╷\n│ Error: Inconsistent\n│\n╵'],
    [
      'an error rather than the difference before it',
      `Terraform will perform the following actions:\n  + a\n\n${error}`,
      error,
    ],
    [
      'a difference without the reading before it',
      `${long}\n\nTerraform used the selected providers to generate\n  + a\n\nPlan: 1 to add.\n`,
      'Terraform used the selected providers to generate\n  + a\n\nPlan: 1 to add.',
    ],
    [
      'all of what is short',
      'terraform/stack: there is no stack web.\n',
      'terraform/stack: there is no stack web.',
    ],
    [
      'no error that is told of in passing',
      'The state says "Error: old", and goes on.',
      'The state says "Error: old", and goes on.',
    ],
  ])('%s', (_, printed, wrong) => {
    expect(wrongIn(printed)).toBe(wrong);
  });

  test('the last lines of what says nothing', () => {
    expect(wrongIn(long).split('\n')).toEqual(long.split('\n').slice(-20));
  });
});
