import { describe, expect, test } from '@jest/globals';
import { readInputs } from '@slipway/action-kit/inputs';
import { memoryFiles } from '@slipway/test-kit/memory-files';
import { inputs } from '../src/inputs.ts';
import type { Ports } from '../src/ports.ts';
import { preflight } from '../src/preflight.ts';
import { reportOf } from '../src/report.ts';

type Values = Readonly<Record<string, string>>;

const usual: Values = { environment: 'production', 'requires-environment': 'false', token: 'false' };

interface World {
  readonly hasToken?: boolean;
  readonly fork?: string;
  readonly files?: Values;
}

function portsOf({ hasToken = true, fork, files = {} }: World): Ports {
  const folder = '/workspace/.github/workflows/';
  return {
    repository: 'octo/web',
    hasToken,
    fork: async () => fork,
    files: {
      read: (path) => memoryFiles(files).read(path),
      namesIn: async (path) => {
        if (path !== '.github/workflows') throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
        const all = [...memoryFiles(files).contents.keys()];
        return all.filter((each) => each.startsWith(folder)).map((each) => each.slice(folder.length));
      },
    },
  };
}

async function checked(values: Values, world: World = {}) {
  const all = { ...usual, ...values };
  return preflight(
    readInputs(inputs, (name) => all[name] ?? ''),
    portsOf(world),
  );
}

const failing = async (values: Values, world: World = {}): Promise<readonly string[]> => {
  const { failure } = await checked(values, world);
  if (failure === undefined) return [];
  return failure.details.length === 0 ? [failure.message] : failure.details.map(({ message }) => message);
};

test('refuses an empty environment where the job has to have one', async () => {
  const values = { environment: '', variables: 'AWS_REGION=eu-west-1' };
  expect(await failing({ ...values, 'requires-environment': 'true' })).toEqual([
    'The input environment of the workflow must be the name of a GitHub environment, but is empty: the job would run without its variables, its protection rules and its roles. Write the name, such as `environment: production`; where it comes from a variable, see that it is set.',
  ]);
  expect(await failing(values)).toEqual([]);
});

test('says in one line that all is there', async () => {
  const files = { '.github/workflows/a.yml': 'jobs: {}', '.github/workflows/notes.md': 'jobs' };
  const values = {
    variables: 'AWS_REGION=eu-west-1\nOTHER=x',
    token: 'true',
    workflows: '.github/workflows',
  };
  expect(reportOf(await checked(values, { files }))).toMatchObject({
    lines: ["All is there: 2 variables of `production`, GitHub's token, what 1 workflow file must grant."],
    summary: { markdown: '' },
    failure: undefined,
  });
});

test('refuses to look for nothing', async () => {
  await expect(checked({})).rejects.toThrow(
    'An input is wrong: one of `variables`, `token` and `workflows` must say what to look for. Correct it under `with:` of this step. Nothing was changed.',
  );
});

describe('a variable', () => {
  const region = 'AWS_REGION=eu-west-1';

  test('that is missing is named with what to type', async () => {
    expect(await failing({ variables: `${region}\nECS_CLUSTER=` })).toEqual([
      'The environment `production` has no variable ECS_CLUSTER, nor has the repository: it is to be the name of the cluster. The infrastructure workflow publishes it; by hand, type `gh variable set ECS_CLUSTER --env production --body production`.',
    ]);
  });

  test('may be one that is not known, or that an input stands in for; environments may have blanks', async () => {
    expect(await failing({ environment: "o'brien's", variables: `${region}\nECS_SERVICE=\nMINE=` })).toEqual([
      "The environment `o'brien's` has no variable ECS_SERVICE, nor has the repository: it is to be the name of the service. The infrastructure workflow publishes it; by hand, type `gh variable set ECS_SERVICE --env 'o'\\''brien'\\''s' --body web`, or give the input `service`.",
      "The environment `o'brien's` has no variable MINE, nor has the repository. Type `gh variable set MINE --env 'o'\\''brien'\\''s' --body VALUE`.",
    ]);
  });

  const none = { environment: 'prodution', variables: 'AWS_REGION=\nECS_CLUSTER=\nAWS_ROLE_SCAN=' };

  test('of which there is none at all: the environment may be misspelt', async () => {
    expect(await failing(none)).toEqual([
      "The environment `prodution` has none of the 3 variables that this job needs, nor has the repository: GitHub makes an environment that does not exist the moment a job names it, so the name may be misspelt. Compare with `gh api repos/octo/web/environments --jq '.environments[].name'`. If it is the right one, the infrastructure workflow publishes AWS_REGION, ECS_CLUSTER and AWS_ROLE_SCAN; by hand, type `gh variable set AWS_REGION --env prodution --body eu-west-1`, and so on for ECS_CLUSTER and AWS_ROLE_SCAN.",
    ]);
  });

  test('of which a fork gets none', async () => {
    expect(await failing(none, { fork: 'eve/web' })).toEqual([
      'The environment `prodution` has none of the 3 variables that this job needs, nor has the repository: the run is of the pull request of a fork, from which GitHub keeps what the repository has. Push the branch to octo/web itself.',
    ]);
  });

  test('of a job without an environment is one of the repository', async () => {
    const missing = { environment: '', variables: 'AWS_ROLE_PLAN=' };
    expect(await failing(missing)).toEqual([
      'The repository has no variable AWS_ROLE_PLAN: it is to be the ARN of the role that plans what Terraform would change, from its stack bootstrap. Type `gh variable set AWS_ROLE_PLAN --body arn:aws:iam::111122223333:role/web-plan`.',
    ]);
    expect(await failing({ ...missing, variables: 'AWS_REGION=\nMINE=' })).toEqual([
      'The repository has none of the 2 variables that this job needs. Type `gh variable set AWS_REGION --body eu-west-1`, and so on for MINE.',
    ]);
    expect(await failing({ ...missing, variables: 'AWS_REGION=x' })).toEqual([
      "A variable of the repository can't be used: `AWS_REGION` must be an AWS region such as `eu-west-1`, but was `x`. Correct what publishes it; by hand, type `gh variable set AWS_REGION --body eu-west-1`.",
    ]);
  });

  test.each([
    ['AWS_REGION=europe', '`AWS_REGION` must be an AWS region such as `eu-west-1`, but was `europe`'],
    [
      'AWS_ROLE_BUILD=web-build',
      '`AWS_ROLE_BUILD` must be the ARN of a role such as `arn:aws:iam::111122223333:role/web-build`, but was `web-build`',
    ],
    [
      'ECS_CLUSTER=arn:aws:ecs:eu-west-1:111122223333:cluster/main',
      '`ECS_CLUSTER` must be the name of a cluster such as `production`, but was `arn:aws:ecs:eu-west-1:111122223333:cluster/main` (of that ARN it is `main`)',
    ],
    [
      'ECS_SERVICE=arn:aws:ecs:eu-west-1:111122223333:service/main/web',
      '`ECS_SERVICE` must be the name of a service such as `web`, but was `arn:aws:ecs:eu-west-1:111122223333:service/main/web` (of that ARN it is `web`)',
    ],
    [
      'ECS_TASK_TEMPLATE=arn:aws:ecs:eu-west-1:111122223333:task-definition/web-template:7',
      '`ECS_TASK_TEMPLATE` must be the name of a family such as `web-template`, but was `arn:aws:ecs:eu-west-1:111122223333:task-definition/web-template:7` (of that ARN it is `web-template`)',
    ],
    [
      'ECR_REPOSITORY=111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/web:v1',
      '`ECR_REPOSITORY` must be the name of an ECR repository such as `team/web` (lower case, without a registry in front and without a tag), but was `111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/web:v1` (without the registry it is `team/web`)',
    ],
  ])('of the wrong form is told with its value: %s', async (variable, why) => {
    const [name = ''] = variable.split('=');
    const [sentence] = await failing({ variables: variable });
    expect(sentence).toContain(
      `A variable of the environment \`production\`, or of the repository, can't be used: ${why}. Correct what publishes it; by hand, type \`gh variable set ${name} --env production --body `,
    );
  });
});

describe('the token of GitHub', () => {
  const token = { token: 'true' };

  test('is looked for only where the job needs it', async () => {
    expect(await failing({ variables: 'MINE=1' }, { hasToken: false })).toEqual([]);
    expect(await failing(token)).toEqual([]);
  });

  test('may be missing for want of a permission', async () => {
    expect(await failing(token, { hasToken: false })).toEqual([
      'GitHub offers this job no OIDC token, so it can assume no role of AWS: the job that calls this workflow lacks `id-token: write`. Add `id-token: write` to its `permissions`.',
    ]);
  });

  test.each([
    ['eve/web', 'the fork eve/web'],
    ['', 'a fork that is gone'],
  ])('is kept from a fork: %j', async (fork, whose) => {
    expect(await failing(token, { hasToken: false, fork })).toEqual([
      `GitHub offers this job no OIDC token, so it can assume no role of AWS: the run is of the pull request of ${whose}, and GitHub gives none to those. Push the branch to octo/web itself.`,
    ]);
  });
});

describe('workflow files', () => {
  const uses = 'uses: slipway-actions/slipway/.github/workflows/deploy.yml@v1';
  const files = { '.github/workflows/deploy.yml': `on: push\njobs:\n  deploy:\n    ${uses}\n` };

  test('are told with file and line', async () => {
    const { failure } = await checked({ workflows: '.github/workflows/' }, {}).catch((error: unknown) => ({
      failure: error,
    }));
    expect(failure).toMatchObject({
      message:
        "The folder `.github/workflows/` of the input `workflows` can't be read: it is not there. Run actions/checkout before this step, and give the folder relative to the repository.",
    });
    expect((await checked({ workflows: '.github/workflows' }, { files })).failure).toMatchObject({
      kind: 'input',
      at: { file: '.github/workflows/deploy.yml', line: 3 },
    });
  });

  test('stand beside all else that is wrong, an annotation each', async () => {
    const values = {
      workflows: '.github/workflows',
      variables: 'AWS_REGION=\nECS_SERVICE=web',
      token: 'true',
    };
    const { failure } = await checked(values, { files, hasToken: false });
    expect(failure).toMatchObject({
      kind: 'setup',
      message: '3 things keep this job from its work. Nothing was changed.',
    });
    expect(failure?.details.map(({ title, line }) => [title, line])).toEqual([
      ['preflight: variable-missing', undefined],
      ['preflight: token-missing', undefined],
      ['preflight: caller-permissions', 3],
    ]);
  });
});
