import { describe, expect, test } from '@jest/globals';
import { borderProblems } from '../src/borders.ts';
import { repositoryProblems, sourcePaths } from '../src/check-borders.ts';

test('no file of this repository crosses a border', () => {
  expect(sourcePaths().length).toBeGreaterThan(50);
  expect(repositoryProblems()).toEqual([]);
});

const deploy = 'actions/deploy-ecs-with-rollback/src';

describe('allowed', () => {
  test.each([
    ['actions/scan-image/src/main.ts', "import { Ecr } from '@slipway/aws/ecr-scan';"],
    [`${deploy}/deploy-service.ts`, "import { rollOut } from '@slipway/rollout/run';"],
    ['packages/aws/src/ecs.ts', "import { ECSClient } from '@aws-sdk/client-ecs';"],
    ['packages/aws/src/ecs.ts', "import { inputFailure } from '@slipway/action-kit/failures';"],
    ['packages/aws/src/ecs.ts', "import type { Runtime } from '@slipway/action-kit/run-action';"],
    ['packages/oci/src/registry.ts', 'const answer = await fetch(url);'],
    ['packages/task-definition/src/x.ts', "import { readJson } from '@slipway/documents/json';"],
    ['actions/scan-image/src/policy/x.ts', "import { readDocument } from '@slipway/documents/read';"],
    ['packages/action-kit/src/clock.ts', 'const now = Date.now();'],
    ['packages/github/src/api.ts', 'export const make = (fetch: Port) => fetch(url);'],
    [
      'packages/rollout/src/watch.ts',
      'const at = new Date(clock.now()); const { setTimeout: wait } = ports;',
    ],
    ['packages/local-aws/src/server.ts', "import { createServer } from 'node:http'; setTimeout(end, 1);"],
    [`${deploy}/inputs.ts`, "import { lines } from './lines.ts';"],
    ['actions/build-push-ecr/src/main.ts', "import { createDocker } from '@slipway/docker/docker';"],
    ['actions/build-push-ecr/src/ports.ts', "import type { Docker } from '@slipway/docker/docker';"],
    ['actions/build-push-ecr/src/inputs.ts', "import { secret } from '@slipway/docker/build-inputs';"],
    ['.github/actions/plan/src/main.ts', "import { comments } from '@slipway/github/comments';"],
    ['.github/actions/plan/src/words/x.ts', "import { told } from '../told.ts';"],
    [`actions/scan-image/tests/a.test.ts`, "import { startLocalAws } from '@slipway/local-aws/server';"],
  ])('%s: %s', (path, content) => {
    expect(borderProblems({ path, content })).toEqual([]);
  });
});

describe('crossings', () => {
  test.each([
    [
      `${deploy}/report.ts`,
      "import { Ecs } from '@slipway/aws/ecs';",
      'imports @slipway/aws/ecs: not allowed from actions/deploy-ecs-with-rollback.',
    ],
    [
      'actions/build-push-ecr/src/build-image.ts',
      "import { createDocker } from '@slipway/docker/docker';",
      'imports @slipway/docker/docker: not allowed from actions/build-push-ecr.',
    ],
    [
      'actions/scan-image/src/x.ts',
      "import '@slipway/rollout/run';",
      'imports @slipway/rollout/run: not allowed from actions/scan-image.',
    ],
    [
      'actions/scan-image/src/main.ts',
      "import { x } from '@slipway/test-kit/x';",
      'imports @slipway/test-kit/x: not allowed from actions/scan-image.',
    ],
    [
      'actions/scan-image/src/x.ts',
      "export * from '../../render-task-def/src/x.ts';",
      'imports ../../render-task-def/src/x.ts: outside its own src.',
    ],
    [
      '.github/actions/plan/src/x.ts',
      "import { comments } from '@slipway/github/comments';",
      'imports @slipway/github/comments: not allowed from .github/actions/plan.',
    ],
    [
      '.github/actions/plan/src/x.ts',
      "import { x } from '../../preflight/src/x.ts';",
      'imports ../../preflight/src/x.ts: outside its own src.',
    ],
    [
      'packages/rollout/src/x.ts',
      "import { parse } from '@slipway/task-definition/parse';",
      'imports @slipway/task-definition/parse: not allowed from packages/rollout.',
    ],
    [
      'packages/oci/src/x.ts',
      "import { readJson } from '@slipway/documents/json';",
      'imports @slipway/documents/json: not allowed from packages/oci.',
    ],
    [
      'packages/documents/src/x.ts',
      "import { check } from '@slipway/task-definition/checking/check';",
      'imports @slipway/task-definition/checking/check: not allowed from packages/documents.',
    ],
    [
      'packages/aws/src/x.ts',
      "import { realClock } from '@slipway/action-kit/clock';",
      'imports @slipway/action-kit/clock: not allowed from packages/aws.',
    ],
    [
      'packages/oci/src/x.ts',
      "const m = await import('node:fs/promises');",
      'touches the disk (node:fs/promises): only packages/action-kit/src/files.ts, packages/action-kit/src/folders.ts may.',
    ],
    [
      'packages/action-kit/src/report.ts',
      "import * as core from '@actions/core';",
      'touches @actions/core (@actions/core): only packages/action-kit/src/runner.ts may.',
    ],
    [
      'packages/rollout/src/x.ts',
      "import { ECSClient } from '@aws-sdk/client-ecs';",
      'touches @aws-sdk (@aws-sdk/client-ecs): only packages/aws/src/ may.',
    ],
    [
      'packages/aws/src/x.ts',
      'const region = process.env.AWS_REGION;',
      'touches the environment (process.env): only packages/action-kit/src/environment.ts may.',
    ],
    [
      'packages/aws/src/x.ts',
      'const t = Date.now();',
      'touches timers and the wall clock (Date.now): only packages/action-kit/src/clock.ts may.',
    ],
    [
      'packages/aws/src/x.ts',
      'const t = new Date();',
      'touches timers and the wall clock (new Date()): only packages/action-kit/src/clock.ts may.',
    ],
    [
      'packages/aws/src/x.ts',
      'globalThis.setTimeout(go, 5);',
      'touches timers and the wall clock (setTimeout): only packages/action-kit/src/clock.ts may.',
    ],
    [
      'packages/aws/src/x.ts',
      'const wait = setTimeout;',
      'touches timers and the wall clock (setTimeout): only packages/action-kit/src/clock.ts may.',
    ],
    [
      'packages/aws/src/x.ts',
      "import { randomUUID } from 'node:crypto';",
      'touches randomness (randomUUID): only packages/action-kit/src/random.ts, packages/action-kit/src/files.ts may.',
    ],
    [
      'packages/github/src/x.ts',
      'await fetch(url);',
      'touches the network (fetch): only packages/oci/src/, packages/action-kit/src/endpoint.ts may.',
    ],
    [
      'packages/oci/src/x.ts',
      "import { request } from 'node:https';",
      'touches sockets (node:https): nothing that is bundled may.',
    ],
    [
      'packages/aws/src/x.ts',
      "const key = process['env'].AWS_PROFILE;",
      'touches the environment (process.env): only packages/action-kit/src/environment.ts may.',
    ],
    [
      'packages/aws/src/x.ts',
      'const { env } = process;',
      'touches the process (process): only packages/action-kit/src/environment.ts, packages/action-kit/src/runner.ts, packages/action-kit/src/run-action.ts, packages/docker/src/commands.ts may.',
    ],
    [
      'packages/aws/src/x.ts',
      "import { env } from 'node:process';",
      'touches the process (node:process): only packages/action-kit/src/environment.ts, packages/action-kit/src/runner.ts, packages/action-kit/src/run-action.ts, packages/docker/src/commands.ts may.',
    ],
    [
      'packages/aws/src/x.ts',
      "const t = Date['now']() + Number(Date.parse(x));",
      'touches timers and the wall clock (Date.now): only packages/action-kit/src/clock.ts may.',
    ],
    [
      'packages/aws/src/x.ts',
      'const t = Date();',
      'touches timers and the wall clock (Date()): only packages/action-kit/src/clock.ts may.',
    ],
    [
      'packages/github/src/x.ts',
      'const made = (fetch: Port) => fetch(url); await fetch(url);',
      'touches the network (fetch): only packages/oci/src/, packages/action-kit/src/endpoint.ts may.',
    ],
    [
      'packages/docker/src/x.ts',
      "import { exec } from '@actions/exec';",
      'touches @actions/exec (@actions/exec): nothing that is bundled may.',
    ],
    [
      'packages/rollout/src/x.ts',
      "import { spawn } from 'child_process';",
      'touches processes (child_process): only packages/docker/src/commands.ts may.',
    ],
  ])('%s: %s', (path, content, problem) => {
    expect(borderProblems({ path, content })).toEqual([`${path}:1 ${problem}`]);
  });

  test.each(['mock', 'spyOn', 'unstable_mockModule'])('a test that calls jest.%s', (name) => {
    const path = 'packages/aws/tests/x.test.ts';
    expect(borderProblems({ path, content: `\njest.${name}('x');` })).toEqual([
      `${path}:2 calls jest.${name}: pass a port instead.`,
    ]);
  });
});
