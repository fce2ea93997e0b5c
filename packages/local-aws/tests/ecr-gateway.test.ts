import { describe, expect, test } from '@jest/globals';
import { ecrLogin } from '../../aws/src/ecr-login.ts';
import { EcrRepositories } from '../../aws/src/ecr-repositories.ts';
import { lifecyclePolicy } from '../../../actions/build-push-ecr/src/lifecycle-policy.ts';
import { pushImage } from './ecr-images.ts';
import { onStage, type EcrStage } from './ecr-stage.ts';

const gatewayOf = ({ client }: EcrStage, registryId?: string): EcrRepositories =>
  new EcrRepositories({ region: 'eu-west-1', registryId }, client);

describe('the gateway to ECR', () => {
  test('logs in to the registry that ECR names', () =>
    onStage(async (stage) => {
      const login = await ecrLogin({ region: 'eu-west-1' }, stage.client);
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
      const found = await gatewayOf(stage).findRepository('team/web');
      expect(found).toMatchObject({
        name: 'team/web',
        arn: 'arn:aws:ecr:eu-west-1:123456789012:repository/team/web',
        uri: `${registryHost}/team/web`,
        registryHost,
      });
      expect(found?.isImmutable('v1')).toBe(false);
      expect((await gatewayOf(stage).findRepository('fixed'))?.isImmutable('v1')).toBe(true);
    }));

  test('finds an image by its tag, and none where there is none', () =>
    onStage(async (stage) => {
      const { digest } = await pushImage(stage, { repository: 'team/web', tags: ['v2', 'v1'] });
      const gateway = gatewayOf(stage);
      expect(await gateway.findImage('team/web', 'v1')).toMatchObject({ digest, archived: false });
      expect(await gateway.newestImage('team/web')).toMatchObject({ digest });
      expect(await gateway.findImage('team/web', 'v3')).toBeUndefined();
    }));

  test('says in one sentence that the repository of an image is not there', () =>
    onStage(async (stage) => {
      expect(await gatewayOf(stage).findRepository('nowhere')).toBeUndefined();
      const found = gatewayOf(stage).findImage('nowhere', 'v1');
      await expect(found).rejects.toMatchObject({
        kind: 'setup',
        code: 'repository-not-found',
        message:
          "There is no ECR repository for nowhere: The repository with name 'nowhere' does not exist in the registry with id '123456789012'. Check `repository`, `region` and `registry-id`, or create the repository.",
      });
    }));

  test('makes a repository with what keeps images safe', () =>
    onStage(async (stage) => {
      const gateway = gatewayOf(stage);
      expect((await gateway.createRepository('team/new', 'cache-*'))?.isImmutable('v1')).toBe(true);
      expect(await gateway.createRepository('team/new', 'cache-*')).toBeUndefined();
      expect([await gateway.hasLifecyclePolicy('team/new'), await gateway.isEmpty('team/new')]).toEqual([
        false,
        true,
      ]);
      await gateway.putLifecyclePolicy('team/new', lifecyclePolicy);
      expect(await gateway.hasLifecyclePolicy('team/new')).toBe(true);
    }));

  test('asks the registry of another account when told its id', () =>
    onStage(async (stage) => {
      const other = gatewayOf(stage, '999999999999');
      expect(await other.findRepository('team/web')).toBeUndefined();
    }));
});
