/**
 * Terraform's own provider makes, takes over, changes and removes here all that can stand in the local cloud, more of it
 * than the stacks ask for. What the real apply of the stacks proves already is left to it: that the provider makes a load
 * balancer, a cluster and its capacity providers, for which it waits longest.
 *
 * @needs terraform
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CreateClusterCommand, ECSClient } from '@aws-sdk/client-ecs';
import {
  CreateLoadBalancerCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { scaledClock } from '@slipway/local-aws/clock';
import { startLocalAws, type LocalAws } from '@slipway/local-aws/local-aws';
import { readWorld } from '@slipway/local-aws/world-file';
import { countsOf, wrongIn } from '../../src/ending.ts';
import type { Ran } from '../../src/programs.ts';
import { terraform, terraformEnvironment } from '../../src/terraform.ts';

let cloud: LocalAws;
let folder: string;
let env: Readonly<Record<string, string>>;
const minutes = 60_000;
/** Beside the cluster and the balancer, which are taken over. */
const made = 29;

beforeAll(async () => {
  cloud = await startLocalAws({ world: readWorld('clusters: []', 'terraform'), clock: scaledClock(20) });
  folder = await mkdtemp(join(tmpdir(), 'slipway-terraform-'));
  const filter = (path: string): boolean => !path.endsWith('.ts');
  await cp(import.meta.dirname, folder, { recursive: true, filter });
  env = {
    ...cloud.environment,
    ...(await terraformEnvironment(folder)),
    TF_VAR_balancer_arn: await makeByHand(),
  };
  await green('init');
}, 2 * minutes);

afterAll(async () => {
  await cloud.close();
  await rm(folder, { recursive: true, force: true });
});

/** A bare cluster and a bare load balancer. @returns the ARN of the balancer */
async function makeByHand(): Promise<string> {
  const settings = {
    endpoint: cloud.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const ecs = new ECSClient(settings);
  const elb = new ElasticLoadBalancingV2Client(settings);
  const capacityProviders = ['FARGATE', 'FARGATE_SPOT'];
  await ecs.send(new CreateClusterCommand({ clusterName: 'harbour', capacityProviders }));
  const { LoadBalancers: [balancer] = [] } = await elb.send(
    new CreateLoadBalancerCommand({
      Name: 'harbour',
      Subnets: ['subnet-0000000000000000a', 'subnet-0000000000000000b'],
      SecurityGroups: ['sg-00000000000000003'],
    }),
  );
  ecs.destroy();
  elb.destroy();
  return balancer?.LoadBalancerArn ?? '';
}

const ran = (...words: readonly string[]): Promise<Ran> => terraform(words, { cwd: folder, env });

async function green(...words: readonly string[]): Promise<string> {
  const { code, printed } = await ran(...words);
  expect(code === 0 ? '' : printed).toBe('');
  return printed;
}

const changed = '-var=changed=true';
/** After a plan that has just looked. */
const unseen = '-refresh=false';

test(
  'what is there is taken over and changed, all else is made',
  async () => {
    const printed = await green('apply', '-auto-approve');
    expect(printed).toContain('Resources: 2 imported, ');
    expect(countsOf(printed)).toEqual({ added: made, changed: 2, destroyed: 0 });
  },
  5 * minutes,
);

test(
  'a plan finds no difference then',
  async () => {
    expect(await green('plan')).toContain('No changes.');
  },
  5 * minutes,
);

test(
  'what can be changed is changed in place, and the lifecycle policy is replaced',
  async () => {
    const counts = countsOf(await green('apply', '-auto-approve', unseen, changed));
    expect(counts).toEqual({ added: 1, changed: 16, destroyed: 1 });
    expect(await green('plan', changed)).toContain('No changes.');
    expect(cloud.ecs.services[0]?.history).toHaveLength(1);
  },
  5 * minutes,
);

test(
  'a destroy takes everything but the balancer, which is protected',
  async () => {
    const { code, printed } = await ran('destroy', '-auto-approve', unseen, changed);
    expect({ code, printed }).toMatchObject({ code: 1 });
    expect(printed.match(/: Destruction complete after /g)).toHaveLength(made + 1);
    expect(wrongIn(printed).match(/^Error: .*/gm)).toEqual([
      expect.stringContaining('cannot be deleted because deletion protection is enabled'),
    ]);
  },
  5 * minutes,
);

test('nothing was asked that the local cloud does not know', () => {
  expect(cloud.calls.filter(({ status }) => status === 501)).toEqual([]);
});
