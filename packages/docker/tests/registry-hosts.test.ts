/** Which hosts a token is made known for: those of AWS that a build names, and nothing that only looks like one. */
import { expect, test } from '@jest/globals';
import { ecrHostsIn } from '../src/registry-hosts.ts';

const host = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';

test.each<[string, string, readonly string[]]>([
  ['a base image', `FROM ${host}/base:1 AS web`, [host]],
  ['an image that a stage copies from', `COPY --from=${host}/tools@sha256:0 /x /x`, [host]],
  ['a frontend', `# syntax=${host}/dockerfile:1`, [host]],
  ['a default of an ARG', `ARG REGISTRY="${host}"\nFROM $REGISTRY/base`, [host]],
  ['a build context', `docker-image://${host}/base`, [host]],
  [
    'two, each once',
    `${host}/a ${host.replace('eu-', 'us-')}/b ${host}/c`,
    [host, host.replace('eu-', 'us-')],
  ],
  [
    'FIPS',
    '123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com/a',
    ['123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com'],
  ],
  [
    'China',
    '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/a',
    ['123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn'],
  ],
  ['both protocols', '123456789012.dkr-ecr.eu-west-1.on.aws/a', ['123456789012.dkr-ecr.eu-west-1.on.aws']],
  [
    'the sovereign cloud',
    '123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu/a',
    ['123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu'],
  ],
  ['the end of a sentence', `# It comes from ${host}.`, [host]],
  ['a host of somebody else', 'FROM 123456789012.dkr.ecr.eu-west-1.example.com/base', []],
  ['a host that only begins like one', `FROM ${host}.example.com/base`, []],
  ['a host with a port', `FROM ${host}:5000/base`, []],
  ['an account of too few digits', 'FROM 12345.dkr.ecr.eu-west-1.amazonaws.com/base', []],
  ['another registry', 'FROM ghcr.io/team/base', []],
])('%s', (_, text, hosts) => {
  expect(ecrHostsIn([text])).toEqual({ hosts, isPublicNamed: false });
});

test.each([
  ['FROM public.ecr.aws/docker/library/node:24', true],
  ['ARG BASE=public.ecr.aws', true],
  ['FROM public.ecr.aws.example.com/node', false],
  ['FROM node', false],
])('the public registry in %s: %s', (text, isPublicNamed) => {
  expect(ecrHostsIn(['FROM scratch', text])).toEqual({ hosts: [], isPublicNamed });
});
