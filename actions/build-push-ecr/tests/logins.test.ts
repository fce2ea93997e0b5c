/** Logins: masked before anybody has them, one a region, and the public registry by its own door. */
import { expect, test } from '@jest/globals';
import { createLogins, regionOfHost } from '../src/logins.ts';

function scripted() {
  const told: string[] = [];
  const logins = createLogins({
    ecr: async (region) => {
      told.push(`ask ${region ?? 'own'}`);
      return {
        registryHost: 'r',
        endpointUrl: 'https://r',
        username: 'AWS',
        password: `pw-${region ?? 'own'}`,
      };
    },
    publicEcr: async () => {
      told.push('ask public');
      return {
        registryHost: 'public.ecr.aws',
        endpointUrl: 'https://p',
        username: 'AWS',
        password: 'pw-public',
      };
    },
    mask: (secret) => void told.push(`mask ${secret}`),
  });
  return { told, logins };
}

test('a login is masked before it is given, as it is and as docker keeps it', async () => {
  const { told, logins } = scripted();
  expect(await logins.at()).toMatchObject({ password: 'pw-own' });
  expect(told).toEqual(['ask own', 'mask pw-own', `mask ${Buffer.from('AWS:pw-own').toString('base64')}`]);
});

test('a region is asked once, whatever accounts and hosts its registries have', async () => {
  const { told, logins } = scripted();
  await logins.at('111122223333.dkr.ecr.eu-west-1.amazonaws.com');
  await logins.at('444455556666.dkr-ecr.eu-west-1.on.aws');
  await logins.at('111122223333.dkr.ecr.us-east-1.amazonaws.com');
  expect(told.filter((line) => line.startsWith('ask'))).toEqual(['ask eu-west-1', 'ask us-east-1']);
});

test('a login that is over is had anew, and good from then on', async () => {
  const { told, logins } = scripted();
  const host = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
  await logins.at(host);
  const renewed = await logins.renewed(host);
  expect(await logins.at(host)).toBe(renewed);
  expect(told.filter((line) => line.startsWith('ask'))).toEqual(['ask eu-west-1', 'ask eu-west-1']);
});

test('the public registry has a login of its own', async () => {
  const { told, logins } = scripted();
  expect(await logins.at('public.ecr.aws')).toMatchObject({ password: 'pw-public' });
  expect(told[0]).toBe('ask public');
});

test('a login that is refused is a failure', async () => {
  const logins = createLogins({
    ecr: async () => Promise.reject(new Error('denied')),
    publicEcr: async () => Promise.reject(new Error('denied')),
    mask: () => undefined,
  });
  await expect(logins.at()).rejects.toThrow('denied');
});

test.each([
  ['111122223333.dkr.ecr.eu-west-1.amazonaws.com', 'eu-west-1'],
  ['111122223333.dkr.ecr-fips.us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
  ['111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
  ['111122223333.dkr.ecr.eusc-de-east-1.amazonaws.eu', 'eusc-de-east-1'],
  ['111122223333.dkr-ecr.eu-west-1.on.aws', 'eu-west-1'],
  ['111122223333.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn', 'cn-north-1'],
  ['127.0.0.1:4566', undefined],
  ['docker.io', undefined],
  ['public.ecr.aws', undefined],
  [undefined, undefined],
])('the region of %s is %s', (host, region) => {
  expect(regionOfHost(host)).toBe(region);
});
