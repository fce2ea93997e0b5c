/** What ECR alone can mean by an error, row by row, in the sentences of the gateway that pushes. */
import { describe, expect, test } from '@jest/globals';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ecrLogin, type EcrLogin } from '../src/ecr-login.ts';
import { EcrRepositories } from '../src/ecr-repositories.ts';
import { EcrImages } from '../src/ecr-images.ts';
import { wire, type Answer } from './wire.ts';

const config = { region: 'eu-west-1' };
const repositories = (answer: Answer): EcrRepositories =>
  new EcrRepositories(config, new ECRClient(wire(answer).options));

const login = (answer: Answer): Promise<EcrLogin> => ecrLogin(config, new ECRClient(wire(answer).options));

const missing: Answer = { error: 'RepositoryNotFoundException', body: { message: 'It does not exist' } };

describe('a repository that is not there', () => {
  const sentence =
    'There is no ECR repository for team/web: It does not exist. Check `repository`, `region` and `registry-id`, or create the repository.';

  test.each<[string, () => Promise<unknown>]>([
    ['asked for an image', () => repositories(missing).findImage('team/web', 'v1')],
    [
      'asked for its URI',
      () => new EcrImages(config, new ECRClient(wire(missing).options)).repositoryUri('team/web'),
    ],
  ])('is the platform owner’s to make, when it is %s', async (_, ask) => {
    await expect(ask()).rejects.toMatchObject({
      kind: 'setup',
      code: 'repository-not-found',
      message: sentence,
    });
  });
});

test('an index that is not there is the workflow author’s to correct', async () => {
  const answer = { error: 'ImageNotFoundException', body: { message: 'It is gone' } };
  const images = new EcrImages(config, new ECRClient(wire(answer).options));
  await expect(images.platforms('web', 'sha256:1')).rejects.toMatchObject({
    kind: 'input',
    code: 'image-not-found',
    message:
      'ECR has no image web@sha256:1: It is gone. Use the outputs `repository` and `digest` of the step that pushed it.',
  });
});

describe('a login', () => {
  const token = (text: string): string => Buffer.from(text).toString('base64');
  const answer = (authorizationToken: string, proxyEndpoint: string): Answer => ({
    body: { authorizationData: [{ authorizationToken, proxyEndpoint }] },
  });

  test('is taken apart at its first colon', async () => {
    const given = answer(token('AWS:pass:word'), 'https://111122223333.dkr.ecr.eu-west-1.amazonaws.com/');
    expect(await login(given)).toEqual({
      registryHost: '111122223333.dkr.ecr.eu-west-1.amazonaws.com',
      endpointUrl: 'https://111122223333.dkr.ecr.eu-west-1.amazonaws.com',
      username: 'AWS',
      password: 'pass:word',
    });
  });

  test.each([
    ['no colon', answer(token('hidden'), 'https://registry.test')],
    ['no endpoint', answer(token('AWS:hidden'), '')],
    ['nothing', { body: {} }],
  ])('with %s is not used, and not printed', async (_, given) => {
    await expect(login(given)).rejects.toMatchObject({
      kind: 'setup',
      code: 'login-unreadable',
      message:
        'ECR gave no usable login: its answer has no token or no endpoint. Look whether AWS_ENDPOINT_URL_ECR points at something else than ECR.',
    });
  });

  test('that is denied names the permission', async () => {
    const denied = { error: 'AccessDeniedException', body: { message: 'no' } };
    await expect(login(denied)).rejects.toMatchObject({
      message:
        'AWS denied ecr:GetAuthorizationToken on the registry: no. Allow `ecr:GetAuthorizationToken` in the role that this job assumes.',
    });
  });
});
