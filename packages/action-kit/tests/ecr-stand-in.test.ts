/** Which host stands in for ECR in a job: a gate has to know it, or a local cloud would have none. */
import { expect, test } from '@jest/globals';
import { ecrStandIn } from '../src/environment.ts';

const local = 'http://127.0.0.1:5000';

test.each<[string, Readonly<Record<string, string>>, string | undefined]>([
  ['nothing with AWS itself', {}, undefined],
  ['nothing where the variable is empty', { AWS_ENDPOINT_URL: '' }, undefined],
  ['nothing where it is no URL', { AWS_ENDPOINT_URL: 'localhost' }, undefined],
  ['what stands in for all of AWS', { AWS_ENDPOINT_URL: `${local}/` }, '127.0.0.1:5000'],
  [
    'what stands in for ECR alone, first',
    { AWS_ENDPOINT_URL: local, AWS_ENDPOINT_URL_ECR: 'https://ecr.example' },
    'ecr.example',
  ],
])('is %s', (_, env, host) => {
  expect(ecrStandIn(env)).toBe(host);
});
