/** What of Terraform's words is a plan. */
import { expect, test } from '@jest/globals';
import { countsIn, planText } from '../src/plan-text.ts';

const printed = `module.network.data.aws_availability_zones.all: Reading...
module.network.aws_vpc.this: Refreshing state... [id=vpc-1]
module.network.data.aws_availability_zones.all: Still reading... [10s elapsed]
module.network.data.aws_availability_zones.all: Read complete after 1s [id=eu-west-1]

Terraform will perform the following actions:

  # aws_vpc.this will be created
  + resource "aws_vpc" "this" {
      + comment = "data.x: it is Reading... on"
    }

Plan: 1 to add, 0 to change, 2 to destroy.

Warning: Check block assertion failed

web-production-template is newer than what service web-production runs.

─────────────────────────────────────────────────────────────────────────────

Saved the plan to: /tmp/x/platform.tfplan

To perform exactly these actions, run the following command to apply:
    terraform apply "/tmp/x/platform.tfplan"
`;

test('progress and what to type next are left out, and warnings stay', () => {
  const text = planText(printed);
  expect(text.startsWith('Terraform will perform')).toBe(true);
  expect(text).toContain('web-production-template is newer');
  expect(text).not.toMatch(/Refreshing|Saved the plan|─/);
});

test('counts are those of the plan', () => {
  expect(countsIn(printed)).toEqual({ words: '1 to add, 0 to change, 2 to destroy', destroyed: 2 });
  expect(countsIn('Plan: 1 to import, 2 to add, 0 to change, 0 to destroy.')).toEqual({
    words: '1 to import, 2 to add, 0 to change, 0 to destroy',
    destroyed: 0,
  });
  expect(
    countsIn('Changes to Outputs:\n  + a = "Plan: 1 to add, 0 to change, 9 to destroy."'),
  ).toBeUndefined();
});
