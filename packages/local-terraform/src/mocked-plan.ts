/**
 * A plan of a stack without an account and without an emulator: Terraform's own test makes it with a mocked provider and
 * prints it. Every id in it is made up, but what is made, and how many of it, is what a real plan says.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readTests } from './modules.ts';
import type { Shown } from './quantities.ts';
import { terraform } from './terraform.ts';

export interface MockedPlan {
  /** The folder of the stack, a copy that may be written to. */
  readonly stack: string;
  readonly env: Readonly<Record<string, string>>;
  /** Files of values. */
  readonly files: readonly string[];
  /** What the parameter of the stack platform says beside, or otherwise. */
  readonly platform?: Readonly<Record<string, unknown>>;
  /** The runs, each with values beside those of the files. */
  readonly runs: readonly Readonly<Record<string, unknown>>[];
}

/** @returns what each run plans. @throws Error with what Terraform said when it can't be planned. */
export async function mockedPlans(plan: MockedPlan): Promise<readonly Shown[]> {
  const { stack, env, files, runs } = plan;
  await mkdir(join(stack, 'tests'), { recursive: true });
  const provider = providerOf({ ...platform, ...plan.platform });
  await writeFile(join(stack, 'tests', 'mocked.tftest.hcl'), `${provider}${runs.map(runOf).join('\n')}`);
  await terraform(['init', '-backend=false'], { cwd: stack, env });
  const values = files.map((file) => `-var-file=${file}`);
  const ran = await terraform(['test', '-json', '-verbose', ...values], { cwd: stack, env });
  const { passed, broken } = readTests(ran);
  if (passed < runs.length) throw new Error(broken.join('\n') || ran.printed);
  return ran.printed.split('\n').flatMap((line) => {
    const { test_plan: plan } = (line.startsWith('{') ? JSON.parse(line) : {}) as {
      readonly test_plan?: Shown;
    };
    return plan ?? [];
  });
}

const runOf = (values: Readonly<Record<string, unknown>>, index: number): string => {
  // What JSON writes is an expression of Terraform's, too.
  const lines = Object.entries(values).map(([name, value]) => `    ${name} = ${JSON.stringify(value)}`);
  return `run "plan_${String(index)}" {\n  command = plan\n  variables {\n${lines.join('\n')}\n  }\n}\n`;
};

const account = '111122223333';
const arn = (service: string, rest: string): string => `arn:aws:${service}:eu-west-1:${account}:${rest}`;

/** What the stack platform writes into its parameter. */
const platform = {
  format: 1,
  vpc_id: 'vpc-1',
  subnet_ids: ['subnet-1', 'subnet-2'],
  assign_public_ip: false,
  cluster: { name: 'production', arn: arn('ecs', 'cluster/production') },
  capacity: { on_demand_base: 1, on_demand_weight: 1, spot_weight: 0 },
  load_balancer: {
    arn_suffix: 'app/production/1',
    listener_arn: arn('elasticloadbalancing', 'listener/app/production/1/2'),
    security_group_id: 'sg-1',
  },
  alarm_topic_arn: arn('sns', 'production-alarms'),
};

/** What is checked for its form where it is used. */
const dataOf = (said: object): Readonly<Record<string, object>> => ({
  aws_caller_identity: { account_id: account },
  aws_partition: { partition: 'aws', dns_suffix: 'amazonaws.com' },
  aws_ecr_repository: {
    arn: arn('ecr', 'repository/production/web'),
    repository_url: `${account}.dkr.ecr.eu-west-1.amazonaws.com/production/web`,
  },
  aws_ssm_parameter: { value: JSON.stringify(said) },
  aws_ecs_task_definition: { container_definitions: '[]' },
});

/** Roles are known as well, because a template that holds their ARNs is one only with them. */
const providerOf = (said: object): string => `mock_provider "aws" {
  override_during = plan
${Object.entries(dataOf(said))
  .map(([type, values]) => `  mock_data "${type}" {\n    defaults = ${JSON.stringify(values)}\n  }`)
  .join('\n')}
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::${account}:role/slipway/made-up" }
  }
}
`;
