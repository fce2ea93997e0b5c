/** Logins: masked before anybody has them, one a region, and the public registry by its own door. */
import { describe, expect, test } from '@jest/globals';
import { createLogins } from '../src/logins.ts';

const own = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';

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
  expect(await logins.own()).toMatchObject({ password: 'pw-own' });
  expect(told).toEqual(['ask own', 'mask pw-own', `mask ${Buffer.from('AWS:pw-own').toString('base64')}`]);
});

test('a region is asked once, whatever accounts and hosts its registries have', async () => {
  const { told, logins } = scripted();
  await logins.at('111122223333.dkr.ecr.eu-west-1.amazonaws.com', own);
  await logins.at('444455556666.dkr-ecr.eu-west-1.on.aws', own);
  await logins.at('111122223333.dkr.ecr.us-east-1.amazonaws.com', own);
  expect(told.filter((line) => line.startsWith('ask'))).toEqual(['ask eu-west-1', 'ask us-east-1']);
});

test('a login that is over is had anew, and good from then on', async () => {
  const { told, logins } = scripted();
  await logins.at(own, own);
  const renewed = await logins.renewed(own);
  expect(await logins.at(own, own)).toBe(renewed);
  expect(told.filter((line) => line.startsWith('ask'))).toEqual(['ask eu-west-1', 'ask eu-west-1']);
});

test('the public registry has a login of its own', async () => {
  const { told, logins } = scripted();
  expect(await logins.at('public.ecr.aws', own)).toMatchObject({ password: 'pw-public' });
  expect(told[0]).toBe('ask public');
});

test('a login that is refused is a failure', async () => {
  const logins = createLogins({
    ecr: async () => Promise.reject(new Error('denied')),
    publicEcr: async () => Promise.reject(new Error('denied')),
    mask: () => undefined,
  });
  await expect(logins.own()).rejects.toThrow('denied');
});

describe('a token goes', () => {
  test.each([
    [
      'to a private registry of ECR, of whatever account and region',
      '444455556666.dkr.ecr.us-east-1.amazonaws.com',
    ],
    ['to the public registry of ECR', 'public.ecr.aws'],
    ['to the registry that ECR named, whatever its name is', 'registry.example'],
  ])('%s', async (_, host) => {
    expect(await scripted().logins.at(host, 'registry.example')).toMatchObject({ username: 'AWS' });
  });

  test('from a local cloud to another one', async () => {
    expect(await scripted().logins.at('127.0.0.1:5001', 'localhost:5000')).toMatchObject({ username: 'AWS' });
  });
});

describe('no token is asked for, let alone given', () => {
  test.each([
    ['another registry', 'ghcr.io'],
    ['a port of this machine', 'localhost:5000'],
    ['an address of this machine', '127.0.0.1:5000'],
    ['a look-alike', '111122223333.dkr.ecr.us-east-1.amazonaws.evil.com'],
    ['a look-alike of a newer region', '111122223333.dkr.ecr.us-east-1.cloud.evil.com'],
    ['a registry of ECR with a port', '111122223333.dkr.ecr.us-east-1.amazonaws.com:8443'],
    ['a public look-alike', 'public.ecr.aws.evil.com'],
  ])('to %s', async (_, host) => {
    const { told, logins } = scripted();
    expect(await logins.at(host, own)).toBeUndefined();
    expect(told).toEqual([]);
  });
});
