/** The registry by identity: what a token lets its owner do is what the policies of its owner allow. */
import { describe, expect, test } from '@jest/globals';
import { pushImage } from '../ecr-images.ts';
import { asking, errorOf, putImage, type Ask } from '../ecr-requests.ts';
import { ecrWorld, onStage, type EcrWorld } from '../ecr-stage.ts';
import { as } from './owner.ts';

const arnOf = (name: string): string => `arn:aws:ecr:eu-west-1:123456789012:repository/${name}`;

const login = { Sid: 'Login', Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' };
const push = {
  Sid: 'Push',
  Effect: 'Allow',
  Action: [
    'ecr:BatchCheckLayerAvailability',
    'ecr:InitiateLayerUpload',
    'ecr:UploadLayerPart',
    'ecr:CompleteLayerUpload',
    'ecr:PutImage',
    'ecr:BatchGetImage',
  ],
  Resource: arnOf('team/web'),
};
const pull = {
  Sid: 'Pull',
  Effect: 'Allow',
  Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
  Resource: arnOf('*'),
};

type Statement = Readonly<Record<string, unknown>>;

const role = (name: string, ...statements: readonly Statement[]) => ({
  name,
  accessKeyId: `AKIA${name.toUpperCase()}`,
  policies: [{ Version: '2012-10-17', Statement: statements }],
});

const world: EcrWorld = {
  ...ecrWorld,
  blobMounting: 'ENABLED',
  roles: [role('build', login, push), role('reader', login, pull), role('stranger')],
};

const denied = (who: string, action: string, repository: string): unknown => [
  403,
  'DENIED',
  `User: arn:aws:sts::123456789012:assumed-role/${who}/local is not authorized to perform: ecr:${action} on resource: ${arnOf(repository)} because no identity-based policy allows the ecr:${action} action`,
];

test('who may not ask for a token gets none', () =>
  onStage(async (stage) => {
    await expect(as('AKIASTRANGER', stage)).rejects.toThrow(
      'assumed-role/stranger/local is not authorized to perform: ecr:GetAuthorizationToken on resource: *',
    );
  }, world));

describe('who may push', () => {
  test('pushes by the client that the actions use, where the policy says', () =>
    onStage(async (stage) => {
      const build = await as('AKIABUILD', stage);
      const { digest } = await pushImage(build, { repository: 'team/web', tags: ['v1'] });
      const found = await asking(stage)('HEAD', '/v2/team/web/manifests/v1');
      expect(found.headers.get('docker-content-digest')).toBe(digest);
      await expect(pushImage(build, { repository: 'fixed', tags: ['v1'] })).rejects.toMatchObject({
        kind: 'setup',
        code: 'registry-denied',
      });
    }, world));

  test('is refused by the registry, in IAM’s words, elsewhere and for everything else', () =>
    onStage(async (stage) => {
      const ask = asking(await as('AKIABUILD', stage));
      const { digest } = await putImage(ask, 'one', { reference: 'v1' });
      expect(await errorOf(await ask('POST', '/v2/fixed/blobs/uploads/'))).toEqual(
        denied('build', 'InitiateLayerUpload', 'fixed'),
      );
      expect(await errorOf(await ask('GET', '/v2/team/web/tags/list'))).toEqual(
        denied('build', 'ListImages', 'team/web'),
      );
      expect(await errorOf(await ask('DELETE', `/v2/team/web/manifests/${digest}`))).toEqual(
        denied('build', 'BatchDeleteImage', 'team/web'),
      );
    }, world));
});

describe('who may pull', () => {
  test('reads, and writes nothing', () =>
    onStage(async (stage) => {
      await putImage(asking(stage), 'one', { reference: 'v1' });
      const ask = asking(await as('AKIAREADER', stage));
      const manifest = await ask('GET', '/v2/team/web/manifests/v1');
      const { config } = (await manifest.json()) as { config: { digest: string } };
      expect((await ask('GET', `/v2/team/web/blobs/${config.digest}`)).status).toBe(200);
      expect(await errorOf(await ask('POST', '/v2/team/web/blobs/uploads/'))).toEqual(
        denied('reader', 'InitiateLayerUpload', 'team/web'),
      );
    }, world));
});

/** 201 when the layer is taken over, 202 when it has to be uploaded. */
async function mounted(ask: Ask, digest: string): Promise<number> {
  const path = `/v2/fixed/blobs/uploads/?mount=${digest}&from=team/web`;
  return (await ask('POST', path)).status;
}

test('a layer is mounted only by whoever may read it there', () => {
  const toFixed = { ...push, Resource: arnOf('fixed') };
  const roles = [role('blind', login, toFixed), role('seeing', login, toFixed, pull)];
  return onStage(
    async (stage) => {
      const { response } = await putImage(asking(stage), 'one', { reference: 'v1' });
      expect(response.status).toBe(201);
      const manifest = await asking(stage)('GET', '/v2/team/web/manifests/v1');
      const { config } = (await manifest.json()) as { config: { digest: string } };
      expect(await mounted(asking(await as('AKIABLIND', stage)), config.digest)).toBe(202);
      expect(await mounted(asking(await as('AKIASEEING', stage)), config.digest)).toBe(201);
    },
    { ...world, roles },
  );
});

test('a token of another cloud is good for whoever its owner is here', () =>
  onStage(
    (other) =>
      onStage(async (stage) => {
        const owner = await as('AKIAREADER', other);
        const stranger = await as('AKIAELSEWHERE', other);
        const asReader = asking({ ...stage, login: owner.login });
        expect((await asReader('POST', '/v2/team/web/blobs/uploads/')).status).toBe(403);
        const asStranger = asking({ ...stage, login: stranger.login });
        expect((await asStranger('POST', '/v2/team/web/blobs/uploads/')).status).toBe(202);
      }, world),
    { ...ecrWorld, account: '210987654321' },
  ));
