/** What a person reads before act starts. */
import { expect, test } from '@jest/globals';
import { openingLines } from '../src/report/opening.ts';

const opening = (loadBalancers: Readonly<Record<string, string>>, unread: readonly string[] = []) => {
  const facts = {
    ...{ cloud: 'c', github: 'g', token: 'x', origin: 'o', cloudEnvironment: {}, jobs: {} },
    ...{ loadBalancers, githubEnvironment: {}, variables: {} },
  };
  const place = {
    ...{ facts, isJoined: false, dispatched: [] },
    ...{ idle: () => Promise.resolve(), close: () => Promise.resolve() },
  };
  const nothing = { leftOut: [], notHere: [], warnings: [], environmentFiles: [] };
  return openingLines({ place, act: '1', files: 1, builder: { kind: 'docker' }, ...nothing, unread });
};

test('a variable that nothing reads stands in it', () => {
  expect(opening({}, ['x sets y'])).toContain('  variables   x sets y');
});

test('of several apps each is told with its load balancer', () => {
  const apps = (loadBalancers: Readonly<Record<string, string>>) =>
    opening(loadBalancers).filter((line) => line.startsWith('  app '));
  expect(apps({ web: 'http://1' })).toEqual(['  app         http://1']);
  expect(apps({ web: 'http://1', api: 'http://2' })).toEqual([
    '  app         http://1 (load balancer web)',
    '  app         http://2 (load balancer api)',
  ]);
});
