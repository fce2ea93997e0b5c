/**
 * What the callable workflows refuse before anything is changed, run by act: an image that was exchanged on its way, a
 * digest that is none, an approval of what is deployed from another than the gate, a revision of another family, an empty environment.
 * @needs act
 */
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { isLook } from '@slipway/local-aws/journal';
import { startLocalAws, type LocalAws } from '@slipway/local-aws/local-aws';
import { readWorld } from '@slipway/local-aws/world-file';
import { parse, stringify } from 'yaml';
import type { EndedRun, LocalRepository } from '../src/local-repository.ts';
import { makeCaller, root } from './caller.ts';

const app = join(root, 'example-app');
const call = (workflow: string, inputs: Readonly<Record<string, string>>): string =>
  stringify({
    on: 'workflow_dispatch',
    permissions: {},
    jobs: {
      call: {
        permissions: { contents: 'read', 'id-token': 'write' },
        uses: `slipway-actions/slipway/.github/workflows/${workflow}.yml@v1`,
        with: inputs,
      },
    },
  });
const environment = 'production';
const digest = `sha256:${'a'.repeat(64)}`;

const caller = makeCaller({
  '.github/workflows/exchanged.yml': call('release', { environment }),
  '.github/workflows/tagged.yml': call('deploy', { environment, repository: 'web', digest: 'latest' }),
  '.github/workflows/forged.yml': call('deploy', {
    ...{ environment, repository: 'web', digest },
    'scan-approvals': JSON.stringify({
      repository: 'web',
      digest,
      verdict: 'passed',
      mode: 'gate',
      allowed: true,
    }),
  }),
  '.github/workflows/nowhere.yml': call('deploy', { environment: '', repository: 'web', digest }),
  '.github/workflows/template.yml': call('rollback', { environment, 'task-definition': 'web-template:1' }),
});
let aws: LocalAws;
let repository: LocalRepository;

beforeAll(async () => {
  const isApp = (path: string): boolean => !/node_modules|\/\.github$/.test(path);
  cpSync(app, caller.folder, { recursive: true, filter: isApp });
  caller.commit('An app');
  const world = readFileSync(join(app, 'slipway.world.yaml'), 'utf8');
  aws = await startLocalAws({ world: readWorld(world, 'world of this test') });
  repository = await caller.open({
    env: { AWS_ENDPOINT_URL: aws.endpoint, AWS_EC2_METADATA_DISABLED: 'true' },
    github: { environments: { production: { variables } } },
    change: (path, text) => (path.endsWith('/release.yml') ? exchanging(text) : text),
  });
});
afterAll(async () => {
  await caller[Symbol.asyncDispose]();
  await aws.close();
});

const role = 'arn:aws:iam::000000000000:role/any';
const variables = {
  AWS_REGION: 'eu-west-1',
  AWS_ROLE_BUILD: role,
  AWS_ROLE_SCAN: role,
  AWS_ROLE_DEPLOY: role,
  ECR_REPOSITORY: 'web',
  ECS_CLUSTER: 'harbour',
  ECS_SERVICE: 'web',
  ECS_TASK_TEMPLATE: 'web-template',
};

/** As if another job of the run had put an artifact of its own in the place of the image. */
function exchanging(text: string): string {
  const workflow = parse(text) as { readonly jobs: { readonly push: { readonly steps: object[] } } };
  const script = 'echo >> "$RUNNER_TEMP/image/index.json"';
  workflow.jobs.push.steps.splice(1, 0, { run: script });
  return stringify(workflow);
}

const refused = async (workflow: string): Promise<EndedRun> => {
  const run = await repository.dispatch(`${workflow}.yml`);
  const changes = aws.calls.filter(({ operation, service }) => service !== 'sts' && !isLook(operation));
  expect({ result: run.result, changes: changes.map(({ operation }) => operation) }).toEqual({
    result: 'failure',
    changes: [],
  });
  return run;
};

test.each([
  [
    'exchanged',
    'The image that arrived is not the one that the build job made: another job of this run has put one in its place. Nothing was pushed.',
  ],
  [
    'tagged',
    'digest must be sha256: and 64 hexadecimal digits, as release.yml and promote.yml give it, but is `latest`. Nothing was changed.',
  ],
  [
    'forged',
    `Line 1 of scan-approvals is about the image that is deployed, ${digest}: the gate of this run judges that one itself, and takes no other word for it. Leave the line out. Nothing was changed.`,
  ],
  [
    'nowhere',
    'The input environment of the workflow must be the name of a GitHub environment, but is empty: the job would run without its variables, its protection rules and its roles.',
  ],
  [
    'template',
    'task-definition must be previous, or a revision of web such as web:41, but is `web-template:1`: revisions of that family passed the gate when they were made.',
  ],
])('%s.yml', async (workflow, sentence) => {
  const { log, summaries } = await refused(workflow);
  // On a busy machine act may lose what a short step printed last; what it wrote arrives.
  expect([log, ...summaries.map(({ text }) => text)].join('\n')).toContain(sentence);
});
