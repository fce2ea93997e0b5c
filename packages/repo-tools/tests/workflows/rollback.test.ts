/** rollback.yml counts `previous` from when it was asked for: noted before any queue and any reviewer, and handed on. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { root } from '../../src/repository.ts';
import { actionOf, jobsOf, record, stepsOf } from '../../src/workflow-nodes.ts';

const jobs = jobsOf(parse(readFileSync(join(root, '.github/workflows/rollback.yml'), 'utf8')));
const asked = record(jobs.get('asked'));
const rollback = record(jobs.get('rollback'));
const [note, ...others] = stepsOf(asked);
const step = record(note);

test('nothing holds up the job that notes it, which has no right', () => {
  expect([asked.environment, asked.concurrency, asked.needs, asked.permissions, others]).toEqual([
    undefined,
    undefined,
    undefined,
    {},
    [],
  ]);
});

test('the moment reaches the deploy action', () => {
  const deploy = stepsOf(rollback).find((each) => actionOf(each) === 'deploy-ecs-with-rollback');
  expect([rollback.needs, asked.outputs, record(deploy?.with)['previous-as-of']]).toEqual([
    'asked',
    { at: `\${{ steps.${String(step.id)}.outputs.at }}` },
    '${{ needs.asked.outputs.at }}',
  ]);
  expect(step.env).toEqual({ TASK_DEFINITION: '${{ inputs.task-definition }}' });
});

test.each([
  ['previous', /^at=\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z\n$/],
  ['web:41', /^$/],
])('%s is noted as the action takes it', (taskDefinition, noted) => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-asked-'));
  try {
    const output = join(folder, 'output');
    const { status, stderr } = spawnSync(
      'bash',
      ['--norc', '-c', `: > "$GITHUB_OUTPUT"\n${String(step.run)}`],
      {
        encoding: 'utf8',
        env: { PATH: process.env.PATH, GITHUB_OUTPUT: output, TASK_DEFINITION: taskDefinition },
      },
    );
    expect([status, stderr]).toEqual([0, '']);
    expect(readFileSync(output, 'utf8')).toMatch(noted);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a green rollback says what would take it back', () => {
  const last = record(stepsOf(rollback).at(-1));
  expect([last.if, last.run]).toEqual([
    undefined,
    'echo "A release that waits for its reviewers or in its queue replaces ${SERVING:-what serves now} as soon as it goes on, and so does the next one. Cancel the waiting runs of the release under Actions, or revert the commit that was wrong." >> "$GITHUB_STEP_SUMMARY"',
  ]);
});
