/** The scripts that build an image into a layout in one job, and see in another that it is the one that was built. */
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { jobsOf } from '../../src/workflow-nodes.ts';
import { workflowTexts } from '../../src/workflows/workflow-texts.ts';
import { startedAction } from './started-script.ts';

const folder = mkdtempSync(join(tmpdir(), 'slipway-layouts-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Stands in for docker: tells how it was called, and leaves a layout. */
const docker = `#!/usr/bin/env bash
printf '%s\\n' "$@" >"$SAID"
mkdir -p "$LAYOUT" && printf '{}' >"$LAYOUT/index.json"
exit "\${ENDS:-0}"
`;
writeFileSync(join(folder, 'docker'), docker);
chmodSync(join(folder, 'docker'), 0o755);

const nothing = { FILE: '', TARGET: '', PLATFORMS: '', BUILD_ARGS: '', NETWORK: '' };
const built = (given: Readonly<Record<string, string>> = {}) => {
  const said = join(folder, 'said');
  const ended = startedAction('build-layout/build.sh', {
    PATH: `${folder}:${process.env.PATH ?? ''}`,
    SAID: said,
    ...{ CONTEXT: '.', REVISION: 'abc', CALL: '{}', LAYOUT: join(folder, 'built') },
    ...nothing,
    ...given,
  });
  return { ...ended, said: readFileSync(said, 'utf8').trimEnd().split('\n') };
};
const always = ['--provenance=false', '--label', 'org.opencontainers.image.revision=abc'];
const written = ['--output', `type=oci,tar=false,dest=${join(folder, 'built')}`, '.'];

describe('build-layout', () => {
  test('builds, and hands on a name for the call and the sum of the index', () => {
    const { status, said, outputs } = built();
    expect([status, said]).toEqual([0, ['buildx', 'build', ...always, ...written]]);
    expect(outputs).toBe(`call=${sha256('{}').slice(0, 16)}\nindex=${sha256('{}')}\n`);
  });

  test('gives docker all that was given, each as one word', () => {
    const { said } = built({
      ...{ FILE: 'a b/Dockerfile', TARGET: 'run', PLATFORMS: 'linux/arm64,linux/amd64' },
      ...{ BUILD_ARGS: 'A=1 2\n\nB=$(id)\n', NETWORK: 'none' },
    });
    expect(said).toEqual([
      ...['buildx', 'build', ...always, '--file', 'a b/Dockerfile', '--target', 'run'],
      ...['--platform', 'linux/arm64,linux/amd64', '--network', 'none'],
      ...['--build-arg', 'A=1 2', '--build-arg', 'B=$(id)', ...written],
    ]);
  });

  test('is red, and hands on nothing, when the build is', () => {
    expect(built({ ENDS: '3' })).toMatchObject({ status: 3, outputs: '', log: '', summary: '' });
  });

  test('says which runner is missing, where the build was for a platform', () => {
    const words =
      'The image could not be built for `linux/arm64error`: the lines above say why. Where that is `exec format error`, the Dockerfile has a RUN, and this runner is another processor (X64) without an emulator: give a runner of that platform as build-runner, such as ubuntu-24.04-arm for linux/arm64.\n';
    const given = { ENDS: '1', PLATFORMS: 'linux/arm64\n::error', RUNNER_ARCH: 'X64' };
    expect(built(given)).toMatchObject({
      ...{ status: 1, log: `::error title=build::${words}`, summary: words },
    });
  });
});

describe('take-layout', () => {
  const layout = join(folder, 'arrived');
  mkdirSync(layout);
  writeFileSync(join(layout, 'index.json'), 'as built');
  const env = { LAYOUT: layout, DOWNLOADED: 'success', INDEX: sha256('as built') };
  const taken = (given: Readonly<Record<string, string>> = {}) =>
    startedAction('take-layout/take.sh', { ...env, ...given });

  test('lets through what was built', () => {
    expect(taken()).toMatchObject({ status: 0, log: '' });
  });

  test.each([
    ['of another image', { INDEX: sha256('another') }],
    ['of nothing', { INDEX: '' }],
  ])('is red about the sum %s', (_, given) => {
    const words =
      'The image that arrived is not the one that the build job made: another job of this run has put one in its place. Nothing was pushed. Look for whatever uploads an artifact of that name, and start the run anew.\n';
    expect(taken(given)).toMatchObject({ status: 1, log: `::error title=push::${words}`, summary: words });
  });

  test('is red where no index is, whatever the sum', () => {
    const { status, log } = taken({ LAYOUT: folder, INDEX: '' });
    expect(status).toBe(1);
    expect(log).toContain('The image that arrived is not the one that the build job made');
  });

  test.each(['failure', 'cancelled', 'skipped', ''])('says what to click after a download: %j', (outcome) => {
    const words =
      'The image of the build job could not be downloaded: the step before this one says why. Nothing was pushed. It is kept for four days: where this job has waited for its reviewers longer than that, click the arrows beside the job build on the page of this run, which builds the same commit anew and goes on from there, or start the workflow anew for the newest commit; else re-run this job.\n';
    expect(taken({ DOWNLOADED: outcome })).toMatchObject({
      ...{ status: 1, log: `::error title=push::${words}`, summary: words },
    });
  });
});

test.each(['release.yml', 'pull-request.yml'])(
  '%s builds where it was told to, without any right',
  (file) => {
    const text = workflowTexts().find(({ path }) => path === `.github/workflows/${file}`)?.content ?? '';
    const jobs = [...jobsOf(parse(text))];
    expect(
      jobs.filter(([, job]) => job['runs-on'] === '${{ inputs.build-runner }}').map(([name]) => name),
    ).toEqual(['build']);
    const { environment, permissions } = jobsOf(parse(text)).get('build') ?? {};
    expect({ environment, permissions }).toEqual({
      environment: undefined,
      permissions: { contents: 'read' },
    });
  },
);

test.each(['release.yml', 'pull-request.yml'])('%s keeps its image for the days that are said', (file) => {
  const text = workflowTexts().find(({ path }) => path === `.github/workflows/${file}`)?.content ?? '';
  expect(text.match(/retention-days: (\d+)/)?.[1]).toBe('4');
});
