import { expect, test } from '@jest/globals';
import { buildxVersionIn, readInspect, type Inspected } from '../src/builder-facts.ts';
import * as inspected from './inspected.ts';

const usesContainerd = false;

test.each<[string, string, Inspected['builder']]>([
  [
    'a builder elsewhere',
    inspected.remote,
    {
      name: 'ci',
      driver: 'remote',
      platforms: ['linux/amd64', 'linux/amd64/v2', 'linux/amd64/v3', 'linux/386'],
      buildkitVersion: 'v0.26.2',
      nodeCount: 1,
      usesContainerd: true,
    },
  ],
  [
    'the one inside of docker 20.10',
    inspected.dockerTwenty,
    {
      name: 'default',
      driver: 'docker',
      platforms: ['linux/amd64', 'linux/386'],
      buildkitVersion: 'v0.8+unknown',
      nodeCount: 1,
      usesContainerd,
    },
  ],
  [
    'one that sleeps, with the platforms that its user named',
    inspected.asleep,
    {
      name: 'sleeper',
      driver: 'docker-container',
      platforms: ['linux/amd64', 'linux/arm64'],
      buildkitVersion: undefined,
      nodeCount: 1,
      usesContainerd,
    },
  ],
  [
    'one of two machines, of which one is down',
    inspected.oneNodeDown,
    {
      name: 'farm',
      driver: 'docker-container',
      platforms: ['linux/arm64', 'linux/arm'],
      buildkitVersion: 'v0.11.6',
      nodeCount: 2,
      usesContainerd,
    },
  ],
])('%s', (_, text, builder) => {
  expect(readInspect(text)).toEqual({ builder, error: undefined });
});

test('a daemon that is down is told among the facts', () => {
  expect(readInspect(inspected.daemonDown).error).toBe(
    'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
  );
});

test.each([
  ['github.com/docker/buildx v0.30.1 9e66234aa13328a5e75b75aa5574e1ca6d6d9c01', '0.30.1'],
  ['github.com/docker/buildx 0.10.4+azure-1 c513d34049e499c53468deac6c4267ee72948f02', '0.10.4+azure-1'],
  ['something else', 'unknown'],
])('%s is version %s', (text, version) => {
  expect(buildxVersionIn(text)).toBe(version);
});
