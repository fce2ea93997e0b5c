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
  /** In an annotation: an error, or a notice where the run is green. */
  readonly sentence: RegExp;
}

/** What GitHub does not even start, and shows no log of: it is told before. */
export const notStarted = {
  title: 'The caller grants too little, which GitHub answers with a start-up failure and no log',
  workflow: `name: Release
on: push
permissions: {}
jobs:
  release:
    permissions: { contents: read }
    uses: slipway-actions/slipway/.github/workflows/release.yml@v1
    with: { environment: production }
`,
  sentence:
    /asks for `id-token: write` .*GitHub would refuse the whole run as a start-up failure, without a log\. Add/,
} as const;

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
    sentence: /`incomplete`.* no variable ECR_REPOSITORY/,
  },
  {
    name: 'wrong-environment',
    title: 'The environment is misspelt',
    workflow: call('release.yml', { environment: 'prodution' }),
    jobs: { 'call/preflight': 'failure', 'call/push': 'skipped', 'call/deploy': 'skipped' },
    sentence: /`prodution`.*misspelt/s,
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
    sentence: /neither pushed nor scanned.*of a fork/,
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
    sentence: /a job's own github.token can never read or write variables/,
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
    sentence: /The repository web has no image with the digest sha256:/,
  },
  {
    name: 'unscanned',
    title: 'What serves in staging was never scanned, and is to go to production',
    workflow: call('promote.yml', { 'from-environment': 'staging', 'to-environment': 'production' }),
    jobs: { 'call/source': 'failure', 'call/copy': 'skipped', 'call/deploy': 'skipped' },
    sentence: /may not be deployed: ECR does not know the operating system/,
  },
  {
    name: 'nothing-to-go-back-to',
    title: 'There is nothing to go back to',
    workflow: call('rollback.yml', { environment: 'production' }),
    jobs: { 'call/rollback': 'failure' },
    sentence: /There is nothing before what web runs/,
  },
];
