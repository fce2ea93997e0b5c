/** What a person is told of a run of Terraform that goes on, by what Terraform printed until then. */
import { expect, test } from '@jest/globals';
import { progressOf } from '../src/progress.ts';
import { minutes } from '../src/watched-runs.ts';

const plan = 'Plan: 3 to add, 1 to change, 0 to destroy.\n';
const balancer = 'module.load_balancer.aws_lb.this';

test.each<[string, readonly string[], string]>([
  ['nothing is known yet', [], 'reading what is there, and planning'],
  [
    'what is there is read',
    ['aws_lb.main: Refreshing state... [id=a]\n', 'data.aws_lb.main: Read complete after 0s [id=a]\n'],
    'reading what is there, and planning',
  ],
  ['there is a plan', [plan], '0 of 4 resources'],
  ['one is begun', [plan, `${balancer}: Creating...\n`], `0 of 4 resources; waiting for ${balancer}`],
  [
    'one takes long',
    [plan, `${balancer}: Creating...\n`, `${balancer}: Still creating... [10s elapsed]\n`],
    `0 of 4 resources; waiting for ${balancer}`,
  ],
  [
    'the one that was begun first is named',
    [plan, `${balancer}: Creating...\n`, 'aws_ecs_cluster.a: Creating...\n', 'aws_kms_key.b: Creating...\n'],
    `0 of 4 resources; waiting for ${balancer} and 2 more`,
  ],
  [
    'one is made, another changed',
    [
      plan,
      `${balancer}: Creating...\naws_ecs_cluster.a: Modifying... [id=a]\n`,
      `aws_ecs_cluster.a: Modifications complete after 10s [id=a]\n`,
      `${balancer}: Creation complete after 1m0s [id=arn:aws:elasticloadbalancing]\n`,
    ],
    '2 of 4 resources',
  ],
  [
    'the key of a resource looks like what Terraform says',
    [plan, 'aws_route.a["b: Creating..."]: Creating...\n'],
    '0 of 4 resources; waiting for aws_route.a["b: Creating..."]',
  ],
  [
    'a destroy is under way',
    [
      'Plan: 0 to add, 0 to change, 2 to destroy.\n',
      'aws_lb.a: Destroying... [id=a]\naws_lb.b: Destroying... [id=b]\n',
      'aws_lb.b: Destruction complete after 0s\n',
    ],
    '1 of 2 resources; waiting for aws_lb.a',
  ],
  [
    'an import is no step by itself',
    ['Plan: 2 to import, 1 to add, 2 to change, 0 to destroy.\n'],
    '0 of 3 resources',
  ],
  ['there is one step', ['Plan: 0 to add, 1 to change, 0 to destroy.\n'], '0 of 1 resource'],
  ['a line comes in pieces', ['Plan: 3 to a', 'dd, 0 to change, 0 to destroy', '.\n'], '0 of 3 resources'],
])('%s', (_, texts, line) => {
  const progress = progressOf();
  texts.forEach((text) => progress.read(text));
  expect(progress.line()).toBe(line);
});

test.each([
  [0, '0:00'],
  [9.6, '0:10'],
  [59.7, '1:00'],
  [605, '10:05'],
])('%s s are %s', (seconds, told) => {
  expect(minutes(seconds)).toBe(told);
});
