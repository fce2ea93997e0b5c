/** No path through our workflows leads to a deployment around a scan, and the image that is scanned was pushed before. */
import { describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { gateProblems } from '../../src/workflow-gate.ts';
import { actionOf, jobsOf, record, stepsOf, type Node } from '../../src/workflow-nodes.ts';
import { callerProblems, deployingFiles, withoutGate } from '../../src/workflows/callers-of-the-gate.ts';
import { workflowTexts } from '../../src/workflows/workflow-texts.ts';

const workflows = new Map(
  workflowTexts()
    .filter(({ kind }) => kind === 'workflow')
    .map(({ path, content }) => [path.split('/').at(-1) ?? '', parse(content) as unknown]),
);

test('these workflows deploy, themselves or through others', () => {
  expect([...deployingFiles(workflows)].sort()).toEqual([
    'deploy.yml',
    'promote.yml',
    'release.yml',
    'rollback.yml',
  ]);
});

test.each([...workflows.keys()])(
  '%s leads to a deployment only through a gate, with what it pushed',
  (file) => {
    const problems = file === withoutGate ? [] : gateProblems(file, workflows.get(file));
    expect([...problems, ...callerProblems(file, workflows)]).toEqual([]);
  },
);

describe(withoutGate, () => {
  const jobs = [...jobsOf(workflows.get(withoutGate)).values()];

  test('has nothing of which a new revision could be made', () => {
    const uses = jobs.flatMap(stepsOf).flatMap((step) => (typeof step.uses === 'string' ? [step.uses] : []));
    expect(uses.map((each) => each.replace(/@.*/, ''))).toEqual([
      '$/.github/actions/preflight',
      'aws-actions/configure-aws-credentials',
      '$/actions/deploy-ecs-with-rollback',
    ]);
  });

  test('deploys what its caller names, and takes neither image nor file', () => {
    const deploy = jobs.flatMap(stepsOf).find((step) => actionOf(step) === 'deploy-ecs-with-rollback');
    expect(record(deploy?.with)['task-definition']).toBe('${{ inputs.task-definition }}');
    const inputs = record(record(record(record(workflows.get(withoutGate)).on).workflow_call).inputs);
    expect(Object.keys(inputs).filter((name) => /digest|image|repository|file/.test(name))).toEqual([]);
  });
});

describe('release.yml is refused', () => {
  const image =
    'with another image than a job before has pushed: give it `repository` and `digest` of one job.';
  const pushed = (problem: string): string => `with the image of job push, which ${problem}`;
  type Job = Record<string, unknown> & { with: Node; outputs: Node; steps: Record<string, unknown>[] };
  type Change = (
    jobs: { readonly push: Job; readonly deploy: Job },
    push: Record<string, unknown>,
  ) => unknown;

  test.each<[string, string, Change]>([
    [
      'with a digest of its caller',
      image,
      ({ deploy }) => (deploy.with = { ...deploy.with, digest: '${{ inputs.digest }}' }),
    ],
    [
      'with the repository of another job',
      image,
      ({ deploy }) => (deploy.with = { ...deploy.with, repository: '${{ needs.build.outputs.repository }}' }),
    ],
    [
      'with a tag beside the digest',
      image,
      ({ deploy }) => (deploy.with = { ...deploy.with, digest: '${{ needs.push.outputs.digest }}-x' }),
    ],
    [
      'without needing the push',
      'without needing push, whose image it gives.',
      ({ deploy }) => (deploy.needs = 'build'),
    ],
    [
      'when another step gives the digest',
      pushed('does not hand on the `repository` and `digest` of what it pushes.'),
      ({ push }) => (push.outputs = { ...push.outputs, digest: '${{ steps.find.outputs.digest }}' }),
    ],
    [
      'when two images are pushed',
      pushed('does not push exactly one image with build-push-ecr.'),
      ({ push }, step) => push.steps.push({ ...step, id: 'again' }),
    ],
    [
      'when it is pushed sometimes',
      pushed('pushes only sometimes: leave the `if` of that step out.'),
      (_, step) => (step.if = 'inputs.pushes'),
    ],
    [
      'when it is pushed several times',
      pushed('has a `strategy`: one push gives one image.'),
      ({ push }) => (push.strategy = { matrix: { a: [1, 2] } }),
    ],
    [
      'when the push may fail',
      pushed('may fail and go on: leave `continue-on-error` out.'),
      ({ push }) => (push['continue-on-error'] = true),
    ],
  ])('%s', (_, problem, change) => {
    const release = parse(stringify(workflows.get('release.yml'))) as { jobs: { push: Job; deploy: Job } };
    change(release.jobs, release.jobs.push.steps.find((step) => actionOf(step) === 'build-push-ecr') ?? {});
    expect(callerProblems('release.yml', new Map([...workflows, ['release.yml', release]]))).toEqual([
      `release.yml: job deploy calls deploy.yml ${problem}`,
    ]);
  });
});

test('a workflow that calls one that deploys without a gate is found, however far away', () => {
  const all = new Map<string, unknown>([
    ['a.yml', { jobs: { b: { uses: '$/.github/workflows/b.yml' } } }],
    [
      'b.yml',
      { jobs: { c: { uses: '$/.github/workflows/c.yml' }, a: { uses: '$/.github/workflows/a.yml' } } },
    ],
    ['c.yml', { jobs: { go: { steps: [{ uses: '$/actions/deploy-ecs-with-rollback' }] } } }],
    ['d.yml', { jobs: { test: { steps: [{ run: 'true' }] } } }],
  ]);
  expect([...deployingFiles(all)]).toEqual(['a.yml', 'b.yml', 'c.yml']);
  expect(gateProblems('c.yml', all.get('c.yml'))).toHaveLength(1);
});
