/** A short script of a step or of a composite action, started as a runner starts it, with what it said and handed on. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../src/repository.ts';
import { jobsOf, stepsOf, type Node } from '../../src/workflow-nodes.ts';
import { parse } from 'yaml';

export interface EndedScript {
  readonly status: number | null;
  readonly log: string;
  readonly summary: string;
  readonly outputs: string;
}

/** @param text of the script. */
export function startedScript(text: string, env: Readonly<Record<string, string>>): EndedScript {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-step-'));
  const files = { GITHUB_STEP_SUMMARY: join(folder, 'summary'), GITHUB_OUTPUT: join(folder, 'output') };
  try {
    for (const file of Object.values(files)) writeFileSync(file, '');
    writeFileSync(join(folder, 'step.sh'), text);
    const { status, stdout, stderr } = spawnSync('bash', ['-e', join(folder, 'step.sh')], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '', ...files, ...env },
    });
    return {
      ...{ status, log: stdout + stderr },
      summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
      outputs: readFileSync(files.GITHUB_OUTPUT, 'utf8'),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param script relative to .github/actions. */
export const startedAction = (script: string, env: Readonly<Record<string, string>>): EndedScript =>
  startedScript(readFileSync(join(root, '.github/actions', script), 'utf8'), env);

/** @throws Error when the job has no step of that name. */
export function stepNamed(file: string, job: string, name: string): Node {
  const workflow: unknown = parse(readFileSync(join(root, '.github/workflows', file), 'utf8'));
  const step = stepsOf(jobsOf(workflow).get(job) ?? {}).find((each) => each.name === name);
  if (step === undefined) throw new Error(`Job ${job} of ${file} has no step ${name}.`);
  return step;
}
