/** Two clouds side by side are two accounts: one token is good for the registries of both, as on AWS. */
import { expect, test } from '@jest/globals';
import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import { createTokens } from '../src/ecr/authorization.ts';
import { asking, putImage } from './ecr-requests.ts';
import { ecrWorld, onStage } from './ecr-stage.ts';

test('what one account has, its token brings into the other', () =>
  onStage((source) =>
    onStage(
      async (target) => {
        const from = asking(source);
        const to = asking({ ...target, login: source.login });
        const { digest } = await putImage(from, 'image', { reference: 'v1' });
        const manifest = await (await from('GET', '/v2/team/web/manifests/v1')).text();
        const { config } = JSON.parse(manifest) as { config: { digest: string } };
        const blob = await (await from('GET', `/v2/team/web/blobs/${config.digest}`)).bytes();
        await to('POST', `/v2/team/web/blobs/uploads/?digest=${config.digest}`, { body: blob });
        const put = await to('PUT', '/v2/team/web/manifests/v1', { body: manifest });
        expect([put.status, put.headers.get('docker-content-digest')]).toEqual([201, digest]);
        const { repositories } = await target.client.send(new DescribeRepositoriesCommand({}));
        expect(repositories?.[0]?.registryId).toBe('210987654321');
      },
      { ...ecrWorld, account: '210987654321', region: 'us-east-1' },
    ),
  ));

const basic = (password: string): string => `Basic ${Buffer.from(`AWS:${password}`).toString('base64')}`;

test('a token is taken until its time is over, and nothing else is a token', () => {
  let now = 1_000;
  const tokens = createTokens(() => now);
  const { token, expiresAt } = tokens.issue('AKIAHARBOUR');
  const password = Buffer.from(token, 'base64').toString().slice('AWS:'.length);
  expect(expiresAt.getTime()).toBe(43_201_000);
  expect(tokens.check(`Basic ${token}`)).toEqual({ kind: 'accepted', accessKeyId: 'AKIAHARBOUR' });
  expect(tokens.check(`Bearer ${token}`)).toEqual({ kind: 'unknown' });
  expect(tokens.check(basic(`z${password}`))).toEqual({ kind: 'unknown' });
  expect(tokens.check(basic('wrong'))).toEqual({ kind: 'unknown' });
  expect(tokens.check(undefined)).toEqual({ kind: 'unknown' });
  now = 43_201_000;
  expect(tokens.check(`Basic ${token}`)).toEqual({ kind: 'expired' });
});
