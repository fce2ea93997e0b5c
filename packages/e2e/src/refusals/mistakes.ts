/** Mistakes that people make, each as a workflow of theirs, with how its run ends and the sentence that they read. */
import type { JobResult } from '@slipway/local-workflows/running/act-run';

export interface Mistake {
  /** Of the workflow's file, without `.yml`. */
  readonly name: string;
  readonly title: string;
  readonly workflow: string;
  /** A pull request of a fork; a dispatch by a person when left out. */
  readonly fork?: string;
  /** Takes the digest of what the service runs, which is of the repository old. */
  readonly isOfDigest?: true;
  /** By path of a job. */
  readonly jobs: Readonly<Record<string, JobResult>>;
  /** Its only error; of a run that is green one of its notices. What changes from run to run: see `isSaid`. */
  readonly sentence: string;
}

const call = (workflow: string, inputs: Readonly<Record<string, string>>, on = 'workflow_dispatch'): string =>
  `on: ${on}
permissions: {}
jobs:
  call:
    permissions: { contents: read, id-token: write, pull-requests: write }
    uses: slipway-actions/slipway/.github/workflows/${workflow}@v1
    with: ${JSON.stringify(inputs)}
`;

export const mistakes: readonly Mistake[] = [
  {
    name: 'missing-variable',
    title: 'A variable is missing',
    workflow: call('release.yml', { environment: 'incomplete' }),
    jobs: { 'call/preflight': 'failure', 'call/push': 'skipped', 'call/deploy': 'skipped' },
    sentence: `The environment \`incomplete\` has no variable ECR_REPOSITORY, nor has the repository: it is to be the name of the repository for the image. The infrastructure workflow publishes it; by hand, type \`gh variable set ECR_REPOSITORY --env incomplete --body team/web\`.
Who acts: the platform owner.`,
  },
  {
    name: 'wrong-environment',
    title: 'The environment is misspelt',
    workflow: call('release.yml', { environment: 'prodution' }),
    jobs: { 'call/preflight': 'failure', 'call/push': 'skipped', 'call/deploy': 'skipped' },
    sentence: `The environment \`prodution\` has none of the 8 variables that this job needs, nor has the repository: GitHub makes an environment that does not exist the moment a job names it, so the name may be misspelt. Compare with \`gh api repos/harbour/example-app/environments --jq '.environments[].name'\`. If it is the right one, the infrastructure workflow publishes AWS_REGION, AWS_ROLE_BUILD, AWS_ROLE_SCAN, AWS_ROLE_DEPLOY, ECR_REPOSITORY, ECS_CLUSTER, ECS_SERVICE and ECS_TASK_TEMPLATE; by hand, type \`gh variable set AWS_REGION --env prodution --body eu-west-1\`, and so on for AWS_ROLE_BUILD, AWS_ROLE_SCAN, AWS_ROLE_DEPLOY, ECR_REPOSITORY, ECS_CLUSTER, ECS_SERVICE and ECS_TASK_TEMPLATE.
Who acts: the platform owner.`,
  },
  {
    name: 'fork',
    title: 'A pull request of a fork, which gets no secrets and no token of AWS',
    workflow: call('pull-request.yml', { environment: 'staging' }, 'pull_request'),
    fork: 'somebody/example-app',
    jobs: {
      'call/build': 'success',
      'call/access': 'skipped',
      'call/push': 'skipped',
      'call/scan': 'skipped',
    },
    sentence:
      'The image is built with its tests, but neither pushed nor scanned, and nothing is planned: a pull request of a fork or of Dependabot gets no token for AWS. A branch of this repository has all of it.',
  },
  {
    name: 'token',
    title: "The job's own token is to write variables",
    workflow: `on: workflow_dispatch
permissions: {}
jobs:
  publish:
    runs-on: ubuntu-latest
    permissions: { actions: write }
    steps:
      - uses: slipway-actions/slipway/actions/set-repo-variables@v1
        with:
          variables: ECS_CLUSTER=harbour
          token: \${{ github.token }}
`,
    jobs: { publish: 'failure' },
    sentence: `This token may not touch the variables of harbour/example-app: a job's own github.token can never read or write variables, and a GitHub App's only with the permission; GitHub says: Resource not accessible by integration. Set \`token:\` to a fine-grained token or one of a GitHub App with the repository permission \`Variables: write\` for this repository: the token of a job can never have it.
Who acts: the platform owner.`,
  },
  {
    name: 'other-repository',
    title: 'A digest of another repository is to be deployed',
    workflow: call(
      'deploy.yml',
      { environment: 'production', repository: 'web', digest: '${{ inputs.digest }}' },
      '{ workflow_dispatch: { inputs: { digest: { type: string } } } }',
    ),
    isOfDigest: true,
    jobs: { 'call/gate': 'failure', 'call/deploy': 'skipped' },
    sentence: `The repository web has no image with the digest ‹digest›. Use the outputs \`repository\` and \`digest\` of the step that pushed it, in the same region and account.
Who acts: the workflow author.`,
  },
  {
    name: 'unscanned',
    title: 'What serves in staging was never scanned, and is to go to production',
    workflow: call('promote.yml', { 'from-environment': 'staging', 'to-environment': 'production' }),
    jobs: { 'call/source': 'failure', 'call/copy': 'skipped', 'call/deploy': 'skipped' },
    sentence: `old@‹digest› may not be deployed: ECR does not know the operating system or the type of this image (UnsupportedImageError: The operating system and/or package manager are not supported). Build on a base image that ECR can scan, or decide with \`on-unscannable\` what this means here.
Who acts: the application team.`,
  },
  {
    name: 'nothing-to-go-back-to',
    title: 'There is nothing to go back to',
    workflow: call('rollback.yml', { environment: 'production' }),
    jobs: { 'call/rollback': 'failure' },
    sentence: `There is nothing before what web runs: ECS knows no successful deployment before ‹number› of web:1 that ran another revision of its family, and remembers 90 days. Name the revision in \`task-definition\`, as \`family:revision\`. Nothing was changed.
Who acts: the application team.`,
  },
];
