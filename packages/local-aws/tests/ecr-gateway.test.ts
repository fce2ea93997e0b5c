import { describe, expect, test } from '@jest/globals';
import { createEcrGateway, type EcrGateway } from '../../aws/src/ecr.ts';
import { pushImage } from './ecr-images.ts';
import { onStage, type EcrStage } from './ecr-stage.ts';

const gatewayOf = ({ client }: EcrStage, registryId?: string): EcrGateway =>
  createEcrGateway({ region: 'eu-west-1', registryId }, client);

describe('the gateway to ECR', () => {
  test('logs in to the registry that ECR names', () =>
    onStage(async (stage) => {
      const login = await gatewayOf(stage).login();
      expect(login).toMatchObject({
        registryHost: new URL(stage.endpoint).host,
        endpointUrl: stage.endpoint,
        username: 'AWS',
      });
      expect(login.password.length).toBeGreaterThan(40);
    }));

  test('knows a repository and whether its tags are immutable', () =>
    onStage(async (stage) => {
      const registryHost = new URL(stage.endpoint).host;
      expect(await gatewayOf(stage).describeRepository('team/web')).toEqual({
        name: 'team/web',
        arn: 'arn:aws:ecr:eu-west-1:123456789012:repository/team/web',
        uri: `${registryHost}/team/web`,
        registryHost,
        immutable: false,
      });
      expect((await gatewayOf(stage).describeRepository('fixed')).immutable).toBe(true);
    }));

  test('finds an image by tag and by digest, and none where there is none', () =>
    onStage(async (stage) => {
      const { digest } = await pushImage(stage, { repository: 'team/web', tags: ['v2', 'v1'] });
      const gateway = gatewayOf(stage);
      expect(await gateway.describeImage('team/web', { tag: 'v1' })).toMatchObject({
        digest,
        tags: ['v1', 'v2'],
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
      });
      expect((await gateway.describeImage('team/web', { digest }))?.digest).toBe(digest);
      expect(await gateway.describeImage('team/web', { tag: 'v3' })).toBeUndefined();
    }));

  test('says in one sentence that a repository is not there', () =>
    onStage(async (stage) => {
      const found = gatewayOf(stage).describeRepository('nowhere');
      await expect(found).rejects.toMatchObject({
        kind: 'setup',
        code: 'repository-not-found',
        message:
          "There is no ECR repository for nowhere: The repository with name 'nowhere' does not exist in the registry with id '123456789012'. Check `repository`, `region` and `registry-id`, or create the repository.",
      });
    }));

  test('asks the registry of another account when told its id', () =>
    onStage(async (stage) => {
      const found = gatewayOf(stage, '999999999999').describeRepository('team/web');
      await expect(found).rejects.toThrow(/does not exist in the registry with id '999999999999'/);
    }));
});
