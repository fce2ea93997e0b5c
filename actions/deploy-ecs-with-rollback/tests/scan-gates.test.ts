/** The gate of require-scan where the images are those of a revision that is there: what was judged is what goes on. */
import { describe, expect, test } from '@jest/globals';
import { arn, deploy, digest, documentOf, type Scene } from './world.ts';

const repository = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/web';
const other = `sha256:${'b'.repeat(64)}`;
const approval = JSON.stringify({
  repository: 'web',
  digest,
  verdict: 'passed',
  mode: 'gate',
  allowed: true,
});
const gate = { 'require-scan': 'true', 'scan-approvals': approval };
const document = (image: string) => JSON.parse(documentOf(image)) as Readonly<Record<string, unknown>>;

describe('mode continue', () => {
  const values = { ...gate, mode: 'continue', 'task-definition': '' };
  /** A deployment of this image that waits at a hook. */
  const paused = (image: string, more: Scene = {}): Scene => ({
    values,
    ecs: { pauses: ['h-1'] },
    before: (ecs) => {
      ecs.deploy(ecs.register(document(image)));
      ecs.shift({ status: 'IN_PROGRESS', hooks: [hook] });
    },
    ...more,
  });
  const hook = {
    id: 'h-1',
    stage: 'PRE_SCALE_UP',
    kind: 'PAUSE',
    status: 'AWAITING_ACTION',
    expiresAt: undefined,
    timeoutAction: undefined,
  } as const;

  test('goes on with images that were allowed', async () => {
    const { result } = await deploy(paused(`${repository}@${digest}`));
    expect(result.run.end.kind).toBe('succeeded');
  });

  test('is refused for images that nobody has scanned, and no hook is answered', async () => {
    const scene = paused(`${repository}@${other}`);
    await expect(deploy(scene)).rejects.toMatchObject({ code: 'scan-not-approved' });
  });

  test('is refused when somebody deployed since the images were judged', async () => {
    let comes = true;
    const scene = paused(`${repository}@${digest}`);
    const set = await deploy({
      ...scene,
      before: (ecs) => {
        scene.before?.(ecs);
        const real = { ...ecs.ports.taskDefinitions };
        Object.assign(ecs.ports.taskDefinitions, {
          describe: async (reference: string) => {
            const found = await real.describe(reference);
            if (comes) {
              comes = false;
              ecs.deploy(ecs.register(document(`${repository}@${other}`)));
              ecs.shift({ status: 'IN_PROGRESS', hooks: [hook] });
            }
            return found;
          },
        });
      },
    });
    const { end } = set.result.run;
    expect([end.kind, end.reason.code]).toEqual(['refused', 'scan-not-approved']);
    expect(end.reason.text).toMatch(
      /^The images of deployment \d+ of web:43 were not judged: those of web:42 were, which the service was asked to run a moment before$/,
    );
    expect(set.ecs.calls).not.toContain('ContinueServiceDeployment');
  });
});

describe('task-definition: previous', () => {
  const values = { ...gate, 'task-definition': 'previous' };
  const after = (image: string): Scene => ({
    values,
    before: (ecs) => {
      ecs.deploy(ecs.register(document(image)));
      ecs.shift({ status: 'SUCCESSFUL' });
      ecs.deploy(ecs.register(document(`${repository}@${other}`)));
      ecs.shift({ status: 'SUCCESSFUL' });
    },
  });

  test('is what was judged, and is deployed', async () => {
    const { result } = await deploy(after(`${repository}@${digest}`));
    expect([result.run.end.kind, result.run.end.taskDefinition]).toEqual(['succeeded', arn(42)]);
  });

  test('is refused when something else was deployed after its images were judged', async () => {
    const scene = after(`${repository}@${digest}`);
    const { result, ecs } = await deploy({
      ...scene,
      before: (double) => {
        scene.before?.(double);
        double.deploy(double.register(document(`${repository}@${other}`)));
      },
    });
    const { end } = result.run;
    expect([end.kind, end.reason.code, ecs.changes]).toEqual(['refused', 'deployed-since', []]);
  });

  test('is refused when its images were not allowed', async () => {
    await expect(deploy(after(`${repository}@sha256:${'c'.repeat(64)}`))).rejects.toMatchObject({
      code: 'scan-not-approved',
      why: `there is no approval for ${repository}@sha256:${'c'.repeat(64)}`,
    });
  });
});
