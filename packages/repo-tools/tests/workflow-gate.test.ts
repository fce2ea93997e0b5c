/**
 * Nothing is deployed without scan-image's yes to the very digest: every workflow that deploys is so built, and each
 * way to open its gate is refused.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { filesBelow, root } from '../src/repository.ts';
import { gateProblems } from '../src/workflow-gate.ts';
import { actionOf, jobsOf, stepsOf } from '../src/workflow-nodes.ts';

const folder = '.github/workflows';
const workflow = (name: string): unknown => parse(readFileSync(join(root, folder, name), 'utf8'));

/** It makes no revision: what it goes back to passed the gate when it was made (decisions/0014). */
const exempt = 'rollback.yml';

const workflows = filesBelow(join(root, folder)).filter((name) => /\.ya?ml$/.test(name));

const deploying = workflows.filter((name) =>
  [...jobsOf(workflow(name)).values()]
    .flatMap(stepsOf)
    .some((step) => actionOf(step) === 'deploy-ecs-with-rollback'),
);

test('deploy.yml is one of the workflows that deploy', () => {
  expect(deploying).toContain('deploy.yml');
});

test('rollback.yml names a revision, and has no file of which one could be made', () => {
  const steps = [...jobsOf(workflow(exempt)).values()].flatMap(stepsOf);
  expect(
    steps.map(({ uses }) => String(uses)).filter((uses) => /checkout|render-task-def/.test(uses)),
  ).toEqual([]);
});

test.each(deploying.filter((name) => name !== exempt))('%s deploys only what its scan allowed', (name) => {
  expect(gateProblems(name, workflow(name))).toEqual([]);
});

interface Step {
  id?: string;
  if?: unknown;
  uses?: string;
  with?: Record<string, unknown>;
  [key: string]: unknown;
}

interface Job {
  needs?: unknown;
  if?: unknown;
  outputs?: Record<string, unknown>;
  steps: Step[];
  [key: string]: unknown;
}

interface Parts {
  readonly scanJob: Job;
  readonly scan: Step & { with: Record<string, unknown> };
  readonly deployJob: Job;
  readonly render: Step & { with: Record<string, unknown> };
  readonly deploy: Step & { with: Record<string, unknown> };
}

/** deploy.yml after a change, judged. */
function afterChange(change: Change): readonly string[] {
  const parsed = workflow('deploy.yml') as { jobs: { gate: Job; deploy: Job } };
  const { gate: scanJob, deploy: deployJob } = parsed.jobs;
  const step = (job: Job, name: string): Parts['scan'] => {
    const found = job.steps.find((each) => actionOf(each) === name);
    return Object.assign(found ?? {}, { with: found?.with ?? {} });
  };
  const scan = step(scanJob, 'scan-image');
  const render = step(deployJob, 'render-task-def');
  const deploy = step(deployJob, 'deploy-ecs-with-rollback');
  change({ scanJob, scan, deployJob, render, deploy });
  return gateProblems('deploy.yml', parsed);
}

const asked = "needs.gate.outputs.allowed == 'true'";
const waits = `deploy.yml: job deploy has to wait for the scan's yes: write \`if: ${asked}\`.`;
const strange = (operand: string): string =>
  `deploy.yml: job deploy has \`${operand}\` in its \`if\`: only comparisons joined by \`&&\` are sure.`;
const handsOn = (output: string): string =>
  `deploy.yml: job gate has to hand on what its scan said: write \`${output}: \${{ steps.scan.outputs.${output} }}\` under \`outputs\`.`;
const opens = (input: string): string =>
  `deploy.yml: the scan of job gate sets \`${input}\`, which can open the gate: leave it out.`;
const noApproval =
  'deploy.yml: the deployment of job deploy asks for no approval: write `require-scan: true`.';
const otherApproval =
  "deploy.yml: the deployment of job deploy has to get that scan's approval: write `scan-approvals: ${{ needs.gate.outputs.approval }}`.";
const mayBeOfTheSame = (line: string): string =>
  `deploy.yml: the deployment of job deploy gets \`${line}\`, which may be an approval of what is deployed: hand it on from other-approvals of job gate, with the digest that is scanned.`;
const othersLine = '${{ needs.gate.outputs.other-approvals }}';
const otherDigest =
  'deploy.yml: job deploy renders another digest than was scanned: write `digest: ${{ inputs.digest }}`.';
const notFromNeeds = 'deploy.yml: the scan of job gate has to take its `digest` from `needs` or `inputs`.';
const notRendered =
  'deploy.yml: the deployment of job deploy has to take what render-task-def made in this job.';
const noScan =
  'deploy.yml: job deploy deploys and needs no job that runs scan-image: add one to its `needs`.';
const staysRed = (what: string): string =>
  `deploy.yml: ${what} has \`continue-on-error\`: a no has to stay red, so leave it out.`;

const others = (job: Job): Step => job.steps.find((step) => actionOf(step) === 'other-approvals') ?? {};

type Change = (parts: Parts) => unknown;
const condition =
  (text: unknown): Change =>
  ({ deployJob }) =>
    (deployJob.if = text);

describe('deploy.yml is refused', () => {
  test.each<[string, readonly string[], Change]>([
    ['its deploy job does not need the scan', [noScan], ({ deployJob }) => (deployJob.needs = 'preflight')],
    ['its deploy job needs nothing', [noScan], ({ deployJob }) => delete deployJob.needs],
    ['another action scans', [noScan], ({ scan }) => (scan.uses = 'someone/scan-image@v1')],
    ['there is no condition', [waits], ({ deployJob }) => delete deployJob.if],
    ['the condition is of another output', [waits], condition("needs.gate.outputs.verdict == 'passed'")],
    ['the condition is of another job', [waits], condition("needs.push.outputs.allowed == 'true'")],
    ['the condition is turned round', [waits], condition("needs.gate.outputs.allowed != 'true'")],
    ['the job runs always', [strange('always()')], condition(`always() && ${asked}`)],
    [
      'the job runs whatever failed before',
      [strange('!cancelled()')],
      condition(`\${{ !cancelled() && ${asked} }}`),
    ],
    ['the job runs after a failure', [waits, strange('failure()')], condition('failure()')],
    [
      'something else is enough',
      [waits, strange(`${asked} || inputs.hotfix`)],
      condition(`${asked} || inputs.hotfix`),
    ],
    [
      'the condition is inside of a negation',
      [strange('!(github.ref'), strange('inputs.hotfix)')],
      condition(`!(github.ref && ${asked} && inputs.hotfix)`),
    ],
    [
      'the condition is a text, which is always true',
      [waits, strange(`\${{ ${asked} }} now`)],
      condition(`\${{ ${asked} }} now`),
    ],
    ['no scan is required', [noApproval], ({ deploy }) => delete deploy.with['require-scan']],
    ['an input says so', [noApproval], ({ deploy }) => (deploy.with['require-scan'] = '${{ inputs.gated }}')],
    ['no approval is given', [otherApproval], ({ deploy }) => delete deploy.with['scan-approvals']],
    [
      'the approval is written by hand',
      [otherApproval],
      ({ deploy }) => (deploy.with['scan-approvals'] = '{"repository":"web"}'),
    ],
    [
      'approvals of its caller come unseen',
      [mayBeOfTheSame('${{ inputs.scan-approvals }}')],
      ({ deploy }) =>
        (deploy.with['scan-approvals'] =
          '${{ needs.gate.outputs.approval }}\n${{ inputs.scan-approvals }}\n'),
    ],
    ['only others are given', [otherApproval], ({ deploy }) => (deploy.with['scan-approvals'] = othersLine)],
    [
      'the others are held against another digest',
      [mayBeOfTheSame(othersLine)],
      ({ scanJob }) => (others(scanJob).with = { digest: '${{ inputs.other }}' }),
    ],
    [
      'another action looks at the others',
      [mayBeOfTheSame(othersLine)],
      ({ scanJob }) => (others(scanJob).uses = 'someone/other-approvals@v1'),
    ],
    [
      'another step hands the others on',
      [mayBeOfTheSame(othersLine)],
      ({ scanJob }) =>
        (scanJob.outputs = { ...scanJob.outputs, 'other-approvals': '${{ steps.find.outputs.approvals }}' }),
    ],
    [
      "the job's allowed is not the scan's",
      [handsOn('allowed')],
      ({ scanJob }) => (scanJob.outputs = { ...scanJob.outputs, allowed: true }),
    ],
    [
      "the scan's step has another name",
      [handsOn('allowed'), handsOn('approval')],
      ({ scan, scanJob }) => {
        scan.id = 'scan';
        scanJob.outputs = {
          ...scanJob.outputs,
          allowed: '${{ steps.look.outputs.allowed }}',
          approval: '${{ steps.look.outputs.approval }}',
        };
      },
    ],
    [
      'its scan has no id, and another step says what it said',
      ['deploy.yml: the scan of job gate has no `id`: write `id: scan`.'],
      ({ scan, scanJob }) => {
        delete scan.id;
        scanJob.steps.push({ id: 'scan', run: 'echo allowed=true >> "$GITHUB_OUTPUT"' });
      },
    ],
    [
      'its rendering has no id, and another step says what was rendered',
      [notRendered],
      ({ render, deploy, deployJob }) => {
        delete render.id;
        deploy.with['task-definition'] = '${{ steps.undefined.outputs.task-definition }}';
        deployJob.steps.unshift({ id: 'undefined', run: 'echo task-definition=a.json >> "$GITHUB_OUTPUT"' });
      },
    ],
    [
      'another digest is rendered',
      [otherDigest],
      ({ render }) => (render.with.digest = '${{ inputs.other }}'),
    ],
    ['a tag is rendered', [otherDigest], ({ render }) => (render.with.digest = 'latest')],
    [
      'each job finds a digest of its own',
      [notFromNeeds],
      ({ scanJob, scan, render }) => {
        const digest = '${{ steps.find.outputs.digest }}';
        scan.with.digest = render.with.digest = digest;
        others(scanJob).with = { digest };
      },
    ],
    [
      'an image is rendered',
      ['deploy.yml: job deploy renders an `image`: give `repository` and `digest`.'],
      ({ render }) => (render.with.image = 'web:latest'),
    ],
    [
      'a file is deployed',
      [notRendered],
      ({ deploy }) => (deploy.with['task-definition'] = 'task-definition.json'),
    ],
    ['the scan only reports', [opens('mode')], ({ scan }) => (scan.with.mode = 'report')],
    ['an input says how it scans', [opens('mode')], ({ scan }) => (scan.with.mode = '${{ inputs.mode }}')],
    ['the scan is a dry run', [opens('dry-run')], ({ scan }) => (scan.with['dry-run'] = true)],
    ...['on-unscannable', 'on-timed-out', 'on-not-configured'].map((input): [string, string[], Change] => [
      `${input} is lenient`,
      [opens(input)],
      ({ scan }) => (scan.with[input] = 'warn'),
    ]),
    [
      'the scan is not always made',
      ['deploy.yml: the scan of job gate has an `if`: it always has to run.'],
      ({ scan }) => (scan.if = "github.ref == 'refs/heads/main'"),
    ],
    [
      'the scan is made several times',
      ['deploy.yml: job gate has a `strategy`: one scan gives one answer.'],
      ({ scanJob }) => (scanJob.strategy = { matrix: { platform: ['a', 'b'] } }),
    ],
    [
      'a second scan is made',
      [
        'deploy.yml: job deploy needs more than one step that runs scan-image: keep one, for what it deploys.',
      ],
      ({ scanJob, scan }) => scanJob.steps.push({ ...scan, id: 'again' }),
    ],
    [
      'the scan may fail',
      [staysRed('step scan of job gate')],
      ({ scan }) => (scan['continue-on-error'] = true),
    ],
    ['its job may fail', [staysRed('job gate')], ({ scanJob }) => (scanJob['continue-on-error'] = true)],
    [
      'the deployment may fail',
      [staysRed('step deploy of job deploy')],
      ({ deploy }) => (deploy['continue-on-error'] = true),
    ],
    ['its job may', [staysRed('job deploy')], ({ deployJob }) => (deployJob['continue-on-error'] = true)],
  ])('when %s', (_, problems, change) => {
    expect(afterChange(change)).toEqual(problems);
  });
});

describe('deploy.yml stands', () => {
  test.each<[string, Change]>([
    ['more is asked for', condition(`github.ref == 'refs/heads/main' && ${asked}`)],
    ['the condition is written as an expression', condition(`\${{ ${asked} }}`)],
    ['the condition spans lines', condition(`inputs.deploys &&\n  ${asked}\n`)],
    ['what is strict anyway is written out', ({ scan }) => (scan.with.mode = 'gate')],
    [
      'it takes the approval of its scan alone',
      ({ deploy }) => (deploy.with['scan-approvals'] = '${{ needs.gate.outputs.approval }}'),
    ],
    ['its owner sets budgets', ({ scan }) => (scan.with['fail-on'] = 'critical: 3')],
    [
      'blanks are left out',
      ({ deploy }) => (deploy.with['scan-approvals'] = '${{needs.gate.outputs.approval}}'),
    ],
    [
      'the digest comes from a job',
      ({ scanJob, scan, render }) => {
        const digest = '${{ needs.push.outputs.digest }}';
        scan.with.digest = render.with.digest = digest;
        others(scanJob).with = { digest };
      },
    ],
  ])('when %s', (_, change) => {
    expect(afterChange(change)).toEqual([]);
  });
});
