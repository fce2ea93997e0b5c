/** Which hosts are registries of ECR: those of AWS, and nothing that only looks like one. */
import { describe, expect, test } from '@jest/globals';
import { ecrRegionOf, isEcrHost } from '../src/ecr-host.ts';

test.each([
  ['111122223333.dkr.ecr.eu-west-1.amazonaws.com', 'eu-west-1'],
  ['111122223333.dkr.ecr-fips.us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
  ['111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
  ['111122223333.dkr.ecr.eusc-de-east-1.amazonaws.eu', 'eusc-de-east-1'],
  ['111122223333.dkr-ecr.eu-west-1.on.aws', 'eu-west-1'],
  ['111122223333.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn', 'cn-north-1'],
  ['111122223333.dkr.ecr.us-iso-east-1.c2s.ic.gov', 'us-iso-east-1'],
])('%s is a private registry of %s', (host, region) => {
  expect([ecrRegionOf(host), isEcrHost(host)]).toEqual([region, true]);
});

test('the public registry is of no region', () => {
  expect([ecrRegionOf('public.ecr.aws'), isEcrHost('public.ecr.aws')]).toEqual([undefined, true]);
});

describe('no registry of ECR', () => {
  test.each([
    ['a name that goes on', '111122223333.dkr.ecr.us-east-1.amazonaws.evil.com'],
    ['a name that goes on behind the end', '111122223333.dkr.ecr.us-east-1.amazonaws.com.evil.com'],
    ['a name that begins earlier', 'evil.111122223333.dkr.ecr.us-east-1.amazonaws.com'],
    ['an ending that only begins like one', '111122223333.dkr.ecr.us-east-1.cloud.evil.com'],
    ['another ending', '111122223333.dkr.ecr.us-east-1.on.evil.com'],
    ['a port', '111122223333.dkr.ecr.us-east-1.amazonaws.com:8443'],
    ['an account of too few digits', '1111.dkr.ecr.us-east-1.amazonaws.com'],
    ['a region of two parts', '111122223333.dkr.ecr.evil.com.us-east-1.amazonaws.com'],
    ['a second line', '111122223333.dkr.ecr.us-east-1.amazonaws.com\nevil.com'],
    ['a public look-alike', 'public.ecr.aws.evil.com'],
    ['this machine', 'localhost:5000'],
    ['somebody else', 'ghcr.io'],
  ])('%s', (_, host) => {
    expect([ecrRegionOf(host), isEcrHost(host)]).toEqual([undefined, false]);
  });
});
