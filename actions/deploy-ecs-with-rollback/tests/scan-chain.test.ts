/**
 * The two committed bundles of the gate on one cloud: the approval that scan-image wrote lets exactly that digest of
 * that repository be deployed, and whatever else stands in its place leaves the service as it is.
 */
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Played } from '@slipway/test-kit/harbour-stage';
import { pushLayout } from '@slipway/test-kit/pushed-image';
import { playScene, type Harbour } from './dist-harbour.ts';
import { documentOf } from './dist-world.ts';

const ecr = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';

interface Judged {
  readonly digest: string;
  readonly approval: string;
}

interface Answers {
  readonly clean: Judged;
  readonly vulnerable: Judged;
  /** Of the very same image in another repository. */
  readonly elsewhere: Judged;
}

async function scan({ stage }: Harbour, repository: string, digest: string): Promise<Judged> {
  const { run, transcript } = await stage.play('scan-image', { repository, digest });
  const { approval = '' } = run.outputs;
  if (approval === '') throw new Error(`scan-image gave no approval:\n${transcript}`);
  return { digest, approval };
}

async function scanAll(harbour: Harbour): Promise<Answers> {
  const { stage } = harbour;
  const [clean, vulnerable] = [await stage.push('web', 'v2'), await stage.push('web', 'vulnerable')];
  await pushLayout(stage.aws.endpoint, join(stage.workspace, 'pushed', 'web-v2'), 'team/web', 'v2');
  return {
    clean: await scan(harbour, 'web', clean),
    vulnerable: await scan(harbour, 'web', vulnerable),
    elsewhere: await scan(harbour, 'team/web', clean),
  };
}

/** Deploys an image of the repository `web`. @param reference what stands behind its name. */
async function deploy({ stage, run }: Harbour, reference: string, approvals: string): Promise<Played> {
  await stage.write('web.json', JSON.stringify(documentOf(stage, 'v2', `${ecr}/web${reference}`)));
  return run({ 'task-definition': 'web.json', 'require-scan': 'true', 'scan-approvals': approvals });
}

const changed = ({ approval }: Judged, change: object): string =>
  JSON.stringify({ ...(JSON.parse(approval) as object), ...change });

const lastDigitOf = (digest: string): string => (digest.endsWith('0') ? '1' : '0');

interface Attempt {
  /** What is deployed, and with what approvals. */
  readonly of: (answers: Answers) => readonly [reference: string, approvals: string];
  readonly why: (answers: Answers) => string;
}

const noApproval = ({ clean }: Answers): string => `there is no approval for ${ecr}/web@${clean.digest}`;
const cleanWith =
  (approvals: (answers: Answers) => string): Attempt['of'] =>
  (answers) => [`@${answers.clean.digest}`, approvals(answers)];

const refused: Readonly<Record<string, Attempt>> = {
  'no approval': { of: cleanWith(() => ''), why: noApproval },
  'the approval of an image that failed its scan': {
    of: ({ vulnerable }) => [`@${vulnerable.digest}`, vulnerable.approval],
    why: ({ vulnerable }) => `scan-image did not allow ${ecr}/web@${vulnerable.digest} (failed in mode gate)`,
  },
  'the approval of another image, where this one failed its scan': {
    of: ({ clean, vulnerable }) => [`@${vulnerable.digest}`, clean.approval],
    why: ({ vulnerable }) => `there is no approval for ${ecr}/web@${vulnerable.digest}`,
  },
  'the approval of another digest': {
    of: cleanWith(({ vulnerable }) => vulnerable.approval),
    why: noApproval,
  },
  'the approval of the same digest in another repository': {
    of: cleanWith(({ elsewhere }) => elsewhere.approval),
    why: noApproval,
  },
  'an approval whose digest was tampered with': {
    of: cleanWith(({ clean }) =>
      changed(clean, { digest: `${clean.digest.slice(0, -1)}${lastDigitOf(clean.digest)}` }),
    ),
    why: noApproval,
  },
  'an approval whose digest was cut off': {
    of: cleanWith(({ clean }) => changed(clean, { digest: clean.digest.slice(0, 19) })),
    why: noApproval,
  },
  'its approval, but named by its tag': {
    of: ({ clean }) => [':v2', clean.approval],
    why: () => `${ecr}/web:v2 is not pinned by digest`,
  },
  'its approval, but under another digest than was pushed': {
    of: ({ clean }) => [`@sha256:${'0'.repeat(64)}`, clean.approval],
    why: () => `there is no approval for ${ecr}/web@sha256:${'0'.repeat(64)}`,
  },
};

let answers: Answers;
const attempts = new Map<string, Played>();
let deployed: Played;
let served: unknown;

beforeAll(async () => {
  deployed = await playScene({
    play: async (harbour) => {
      answers = await scanAll(harbour);
      for (const [name, { of }] of Object.entries(refused))
        attempts.set(name, await deploy(harbour, ...of(answers)));
      const { clean, vulnerable } = answers;
      const last = await deploy(harbour, `@${clean.digest}`, `${vulnerable.approval}\n${clean.approval}`);
      served = await harbour.ecs('DescribeTaskDefinition', {
        taskDefinition: last.run.outputs['serving-task-definition-arn'],
      });
      return last;
    },
  });
}, 120_000);

test('scan-image said yes to one image, and no to the other', () => {
  const common = { repository: 'web', mode: 'gate' };
  const { clean, vulnerable, elsewhere } = answers;
  expect([clean, vulnerable, elsewhere].map(({ approval }) => JSON.parse(approval) as object)).toEqual([
    { ...common, digest: clean.digest, verdict: 'passed', allowed: true },
    { ...common, digest: vulnerable.digest, verdict: 'failed', allowed: false },
    { ...common, digest: clean.digest, verdict: 'passed', allowed: true, repository: 'team/web' },
  ]);
});

describe('nothing is changed by an image with', () => {
  test.each(Object.entries(refused))('%s', (name, { why }) => {
    const { run, changes } = attempts.get(name) ?? deployed;
    expect([run.exitCode, run.outputs.outcome, changes]).toEqual([1, 'refused', []]);
    expect(run.outputs.reason).toContain(why(answers));
  });
});

test('the approval lets exactly its digest be deployed', () => {
  expect([deployed.run.exitCode, deployed.run.outputs.outcome]).toEqual([0, 'succeeded']);
  expect(served).toMatchObject({
    taskDefinition: { containerDefinitions: [{ image: `${ecr}/web@${answers.clean.digest}` }] },
  });
});
