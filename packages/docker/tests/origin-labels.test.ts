import { expect, test } from '@jest/globals';
import { originLabels } from '../src/origin-labels.ts';

const origin = {
  source: 'https://github.com/team/web',
  revision: '1f0c',
  createdAt: Date.UTC(2026, 10, 22, 7, 30, 15, 250),
};

test('an image says where it comes from and when it was made', () => {
  expect(originLabels(origin)).toEqual({
    'org.opencontainers.image.source': 'https://github.com/team/web',
    'org.opencontainers.image.revision': '1f0c',
    'org.opencontainers.image.created': '2026-11-22T07:30:15Z',
  });
});

test('what is not known is not said, and the time of a reproducible build is that of its sources', () => {
  const unknown = { ...origin, source: undefined, revision: undefined, sourceDateEpoch: 1_700_000_000 };
  expect(originLabels(unknown)).toEqual({ 'org.opencontainers.image.created': '2023-11-14T22:13:20Z' });
});
