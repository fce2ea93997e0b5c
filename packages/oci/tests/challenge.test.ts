import { expect, test } from '@jest/globals';
import { parseChallenge } from '../src/challenge.ts';

test.each([
  ['Basic realm="https://host/",service="ecr.amazonaws.com"', { kind: 'basic' }],
  [
    'Bearer realm="https://auth.example/token",service="registry",scope="repository:web:pull,push"',
    {
      kind: 'bearer',
      realm: 'https://auth.example/token',
      service: 'registry',
      scope: 'repository:web:pull,push',
    },
  ],
  [
    'bearer realm=https://a/b',
    { kind: 'bearer', realm: 'https://a/b', service: undefined, scope: undefined },
  ],
  ['Bearer service="x"', undefined],
  ['Negotiate', undefined],
  ['', undefined],
])('the challenge %s', (header, expected) => {
  expect(parseChallenge(header)).toEqual(expected);
});
