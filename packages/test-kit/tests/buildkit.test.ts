/**
 * The real buildkitd comes up, builds, and is gone afterwards.
 * @needs buildx
 * @needs buildkitd
 */
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startBuildkit, type Buildkit } from '../src/buildkit.ts';
import { pathOfPart } from '../src/real-parts.ts';

let buildkit: Buildkit;
beforeAll(async () => {
  buildkit = await startBuildkit();
}, 60_000);
afterAll(() => buildkit.stop());

test('buildx builds with it', () => {
  const { status, stderr } = spawnSync(
    pathOfPart('buildx'),
    ['build', '--output=type=oci,dest=/dev/null', '-'],
    {
      input: 'FROM scratch\nLABEL a=b\n',
      env: { ...process.env, ...buildkit.environment },
      encoding: 'utf8',
    },
  );
  expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
});
