/**
 * The login of a job under act: the token that the local GitHub gives it names its environment and its workflow, and the
 * local cloud's roles decide by that; a job that may not ask for one gets in nowhere.
 * @needs act
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startLocalAws, type LocalAws } from '@slipway/local-aws/local-aws';
import { readWorld } from '@slipway/local-aws/world-file';
import type { EndedRun } from '../src/local-repository.ts';
import { makeCaller } from './caller.ts';

const provider = 'token.actions.githubusercontent.com';
const role = (name: string, condition: object): object => ({
  name,
  trust: {
    Statement: {
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${provider}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { [`${provider}:aud`]: 'sts.amazonaws.com', ...condition } },
    },
  },
});
const subject = 'repo:team@65/web@74:environment:production';
const file = 'team/web/.github/workflows/deploy.yml@refs/heads/main';
const world = JSON.stringify({
  account: '111122223333',
  roles: [
    role('deploy', { [`${provider}:sub`]: subject, [`${provider}:job_workflow_ref`]: file }),
    role('any', { [`${provider}:sub`]: 'repo:team@65/web@74:ref:refs/heads/main' }),
  ],
});

const job = (name: string, keys: string, as: string): string => `  ${name}:
    runs-on: ubuntu-latest
${keys}
    steps:
      - uses: aws-actions/configure-aws-credentials@v6
        with: { role-to-assume: 'arn:aws:iam::111122223333:role/${as}', aws-region: eu-west-1 }
      - id: key
        run: echo "length=\${#AWS_ACCESS_KEY_ID} \${AWS_SESSION_TOKEN:+token} $AWS_REGION" >> "$GITHUB_OUTPUT"
`;
const may = '    permissions: { id-token: write }';
const caller = makeCaller({
  '.github/workflows/ship.yml': `on: push
permissions: {}
jobs:
  deploy:
    permissions: { id-token: write }
    uses: ./.github/workflows/deploy.yml
${job('elsewhere', `${may}\n    environment: staging`, 'deploy')}${job('none', may, 'any')}${job('without', '    environment: production', 'deploy')}`,
  '.github/workflows/deploy.yml': `on: workflow_call
jobs:
${job('go', `${may}\n    environment: production`, 'deploy')}`,
});

let aws: LocalAws;
beforeAll(async () => {
  aws = await startLocalAws({ world: readWorld(world, 'world of this test') });
});
afterAll(async () => {
  await caller[Symbol.asyncDispose]();
  await aws.close();
});

const errorsOf = ({ annotations }: EndedRun, name: string): readonly string[] =>
  annotations.filter(({ job, level }) => job === name && level === 'error').map(({ message }) => message);

describe('where roles are assumed', () => {
  let run: EndedRun;
  beforeAll(async () => {
    const repository = await caller.open({ env: { AWS_ENDPOINT_URL: aws.endpoint }, roles: 'assumed' });
    const [only] = await repository.push();
    if (only === undefined) throw new Error('Nothing ran.');
    run = only;
  });

  test('a job gets in whose environment and workflow the role trusts', () => {
    expect(run.jobs).toMatchObject({ 'deploy/go': 'success', none: 'success' });
    expect(run.outputs['deploy/go.key.length']).toMatch(/^\d{2} token eu-west-1$/);
  });

  test('another environment is refused as AWS refuses it', () => {
    expect(errorsOf(run, 'elsewhere')).toEqual([
      'Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity',
    ]);
  });

  test('a job without `id-token: write` is refused as the action refuses it', () => {
    expect(errorsOf(run, 'without')).toEqual([
      'Credentials could not be loaded, please check your action inputs: Could not load credentials from any providers',
    ]);
    expect(run.log).toContain('Did you mean to set the `id-token` permission?');
  });

  test('no key is in the log', () => {
    expect(run.log).not.toMatch(/ASIA|eyJ/);
  });
});

test('where they are believed, the job needs a token all the same', async () => {
  const repository = await caller.open();
  const [run] = await repository.push();
  expect(run?.jobs).toEqual({
    ...{ 'deploy/go': 'success', elsewhere: 'success', none: 'success', without: 'failure' },
  });
});
