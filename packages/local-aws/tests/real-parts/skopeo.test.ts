/**
 * skopeo against the local registry: it copies images there and back, looks at them, and deletes them.
 * @needs skopeo
 */
import { expect, test } from '@jest/globals';
import { writeLayout } from '@slipway/oci/layout-writer';
import { pathOfPart } from '@slipway/test-kit/real-parts';
import { join } from 'node:path';
import { ecrWorld, onStage, type EcrStage, type EcrWorld } from '../ecr-stage.ts';
import { as } from '../iam/owner.ts';
import { inFolder, ran, run } from './part.ts';

const skopeo = (): string => pathOfPart('skopeo');

interface Scene {
  readonly stage: EcrStage;
  readonly folder: string;
  /** `docker://127.0.0.1:PORT/` */
  readonly registry: string;
  readonly creds: string;
}

const onScene = (scene: (scene: Scene) => Promise<void>, world?: EcrWorld): Promise<void> =>
  onStage(
    (stage) =>
      inFolder((folder) =>
        scene({
          stage,
          folder,
          registry: `docker://${new URL(stage.endpoint).host}/`,
          creds: `AWS:${stage.password}`,
        }),
      ),
    world,
  );

const layoutIn = (folder: string, name: string): Promise<string> =>
  writeLayout({ files: [{ path: 'app', content: name }], config: {}, folder: join(folder, name) });

const copy = (from: readonly string[], to: readonly string[]) =>
  run(skopeo(), ['--insecure-policy', 'copy', '--preserve-digests', ...from, ...to]);

const source = ({ creds }: Scene, at: string) => ['--src-tls-verify=false', '--src-creds', creds, at];
const target = ({ creds }: Scene, at: string) => ['--dest-tls-verify=false', '--dest-creds', creds, at];

const asked = async ({ creds }: Scene, verb: string, at: string): Promise<unknown> =>
  JSON.parse(await ran(skopeo(), [verb, '--tls-verify=false', '--creds', creds, at]));

test('an image that it copies there is the same there, and comes back the same', () =>
  onScene(async (scene) => {
    const { folder, registry } = scene;
    const digest = await layoutIn(folder, 'one');
    const there = `${registry}team/web:v1`;
    expect(await copy([`oci:${join(folder, 'one')}`], target(scene, there))).toMatchObject({ status: 0 });
    expect(await asked(scene, 'inspect', there)).toMatchObject({ Digest: digest, Architecture: 'amd64' });
    expect(await asked(scene, 'list-tags', `${registry}team/web`)).toMatchObject({ Tags: ['v1'] });
    const back = await copy(source(scene, `${registry}team/web@${digest}`), [
      `oci:${join(folder, 'back')}:v1`,
    ]);
    expect(back).toMatchObject({ status: 0 });
    const again = await copy([`oci:${join(folder, 'back')}:v1`], target(scene, `${registry}team/web:v2`));
    expect(again).toMatchObject({ status: 0 });
    expect(await asked(scene, 'inspect', `${registry}team/web:v2`)).toMatchObject({ Digest: digest });
  }));

test('an image goes from one repository into another', () =>
  onScene(async (scene) => {
    const { folder, registry } = scene;
    const digest = await layoutIn(folder, 'one');
    await copy([`oci:${join(folder, 'one')}`], target(scene, `${registry}team/web:v1`));
    const moved = await copy(source(scene, `${registry}team/web:v1`), target(scene, `${registry}fixed:v1`));
    expect(moved).toMatchObject({ status: 0 });
    expect(await asked(scene, 'inspect', `${registry}fixed:v1`)).toMatchObject({ Digest: digest });
  }));

test('a tag that may not move is refused in the words of ECR', () =>
  onScene(async (scene) => {
    const { folder, registry } = scene;
    for (const name of ['one', 'two']) await layoutIn(folder, name);
    await copy([`oci:${join(folder, 'one')}`], target(scene, `${registry}fixed:v1`));
    const { status, stderr } = await copy(
      [`oci:${join(folder, 'two')}`],
      target(scene, `${registry}fixed:v1`),
    );
    expect(status).not.toBe(0);
    expect(stderr).toContain(
      "The image tag 'v1' already exists in the 'fixed' repository and cannot be overwritten because the repository is immutable",
    );
  }));

test('a role that may only pull pulls, and is refused in the words of IAM when it pushes', () => {
  const allow = (Action: readonly string[], Resource: string) => ({ Effect: 'Allow', Action, Resource });
  const pulling = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
  const Statement = [
    allow(['ecr:GetAuthorizationToken'], '*'),
    allow(pulling, 'arn:aws:ecr:*:*:repository/*'),
  ];
  const reader = { name: 'reader', accessKeyId: 'AKIAREADER', policies: [{ Statement }] };
  return onScene(
    async (scene) => {
      const { folder, registry } = scene;
      const digest = await layoutIn(folder, 'one');
      await copy([`oci:${join(folder, 'one')}`], target(scene, `${registry}team/web:v1`));
      const mine = { ...scene, creds: `AWS:${(await as('AKIAREADER', scene.stage)).password}` };
      const back = await copy(source(mine, `${registry}team/web@${digest}`), [
        `oci:${join(folder, 'back')}:v1`,
      ]);
      expect(back).toMatchObject({ status: 0 });
      const { status, stderr } = await copy(
        [`oci:${join(folder, 'back')}:v1`],
        target(mine, `${registry}fixed:v1`),
      );
      expect(status).not.toBe(0);
      expect(stderr).toMatch(
        /assumed-role\/reader\/local is not authorized to perform: ecr:InitiateLayerUpload on resource: arn:aws:ecr:eu-west-1:123456789012:repository\/fixed/,
      );
    },
    { ...ecrWorld, roles: [reader] },
  );
});

test('an image that it deletes is gone', () =>
  onScene(async (scene) => {
    const { folder, registry, creds } = scene;
    const at = `${registry}team/web:v1`;
    await layoutIn(folder, 'one');
    await copy([`oci:${join(folder, 'one')}`], target(scene, at));
    await ran(skopeo(), ['delete', '--tls-verify=false', '--creds', creds, at]);
    const gone = await run(skopeo(), ['inspect', '--tls-verify=false', '--creds', creds, at]);
    expect(gone.stderr).toContain('manifest unknown');
  }));
