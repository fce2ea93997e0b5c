/** What short steps of the callable workflows refuse, by the very text of their `run:`, started as a runner starts it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { root } from '../../src/repository.ts';
import { jobsOf, stepsOf, type Node } from '../../src/workflow-nodes.ts';

const folder = mkdtempSync(join(tmpdir(), 'slipway-step-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const stepOf = (file: string, job: string, name: string): Node => {
  const workflow: unknown = parse(readFileSync(join(root, '.github/workflows', file), 'utf8'));
  const step = stepsOf(jobsOf(workflow).get(job) ?? {}).find((each) => each.name === name);
  if (step === undefined) throw new Error(`Job ${job} of ${file} has no step ${name}.`);
  return step;
};

function started(step: Node, env: Readonly<Record<string, string>>) {
  const script = join(folder, 'step.sh');
  const summary = join(folder, 'summary');
  writeFileSync(script, String(step.run));
  writeFileSync(summary, '');
  const { status, stdout, stderr } = spawnSync('bash', ['-e', script], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', GITHUB_STEP_SUMMARY: summary, ...env },
  });
  return { status, log: stdout + stderr, summary: readFileSync(summary, 'utf8') };
}

const digestOf = (digit: string): string => `sha256:${digit.repeat(64)}`;

describe('promote.yml', () => {
  const [asked, other] = [digestOf('a'), digestOf('b')];
  const env = { DIGEST: asked, FROM: 'staging', TO: 'production' };
  const same = stepOf('promote.yml', 'source', 'See that it is the digest that was asked for');

  test('goes on with the digest that was asked for', () => {
    expect(started(same, { ...env, SERVES: asked })).toEqual({ status: 0, log: '', summary: '' });
  });

  test('is red where another one serves', () => {
    const words = `Nothing was promoted: in \`staging\` serves ${other}, and not ${asked}, which was asked for. A later deployment, or a rollback, has taken its place there since. Nothing was changed. A later deployment goes to \`production\` by its own run, so there is nothing to do; to bring what serves now, start a promotion without the input digest.\n`;
    expect(started(same, { ...env, SERVES: other })).toEqual({
      status: 1,
      log: `::error title=promote::${words}`,
      summary: words,
    });
  });

  test('asks where the scan said no as well: of which image that was is told', () => {
    expect(same.if).toBe("${{ !cancelled() && inputs.digest != '' && steps.scan.outputs.digest != '' }}");
  });

  test('takes no other word for a digest', () => {
    const step = stepOf('promote.yml', 'source', 'See that the digest is one');
    const { status, log } = started(step, { DIGEST: 'v1.4\n::set-output name=a::b`id`' });
    expect([status, log]).toEqual([
      1,
      '::error title=promote::digest must be sha256: and 64 hexadecimal digits, as release.yml gives it, or empty for what serves, but is `v1.4::set-outputnamea::bid`. Nothing was changed.\n',
    ]);
    expect(started(step, { DIGEST: asked }).status).toBe(0);
  });
});
