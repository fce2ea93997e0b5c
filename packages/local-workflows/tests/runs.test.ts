/**
 * Runs that are not alone: one that a job of another dispatches, one that is cancelled, and what is left of both.
 * @needs act
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { makeCaller, type Caller } from './caller.ts';

const made: Caller[] = [];
afterEach(async () => {
  for (const caller of made.splice(0)) await caller[Symbol.asyncDispose]();
});
const callerOf = (files: Readonly<Record<string, string>>): Caller => {
  const caller = makeCaller(files);
  made.push(caller);
  return caller;
};
const steps = (...lines: readonly string[]): string => lines.map((line) => `      - ${line}\n`).join('');
const job = (...lines: readonly string[]): string =>
  `    runs-on: ubuntu-latest\n    steps:\n${steps(...lines)}`;

test('a job dispatches another workflow, which runs with what the local GitHub holds by then', async () => {
  const caller = callerOf({
    '.github/workflows/first.yml': `on: push
jobs:
  start:
    permissions: { actions: write }
${job(
  "{ id: second, uses: slipway-actions/slipway/actions/dispatch-workflow@v1, with: { workflow: second.yml, inputs: 'version=4', wait: 'true' } }",
)}`,
    '.github/workflows/second.yml': `name: Second
on: { workflow_dispatch: { inputs: { version: { required: true } } } }
jobs:
  go:
${job('{ id: said, run: \'echo "what=${{ inputs.version }} ${{ vars.LEVEL }} $GITHUB_RUN_ID" >> "$GITHUB_OUTPUT"\' }')}`,
  });
  const repository = await caller.open({ github: { variables: { LEVEL: 'one' } } });
  const [first] = await repository.push();
  const second = repository.runs.find(({ workflow }) => workflow === 'second.yml');
  expect(first?.result).toBe('success');
  expect(first?.outputs['start.second.run-id']).toBe(String(second?.id));
  expect(second?.outputs['go.said.what']).toBe(`4 one ${String(second?.id)}`);
}, 120_000);

test('what act is told by files is gone when jobs run, and all of them have it', async () => {
  const look = `{ id: s, env: { T: '\${{ secrets.T }}' }, run: 'echo "l=$(ls "$(dirname "$SLIPWAY_ARTIFACTS")" | grep yml) $T \${{ vars.V }} $E" >> "$GITHUB_OUTPUT"' }`;
  const caller = callerOf({
    '.github/workflows/a.yml': `on: push\njobs:\n  one:\n${job(look)}  two:\n    needs: one\n${job(look)}`,
  });
  const given = { secrets: { T: 'abc' }, env: { E: 'e' }, github: { variables: { V: 'v' } } };
  const [run] = await (await caller.open(given)).push();
  expect(run?.outputs).toMatchObject({ 'one.s.l': ' abc v e', 'two.s.l': ' abc v e' });
}, 60_000);

test('a run that is cancelled ends its jobs, and leaves neither process nor folder', async () => {
  const marker = `slipway-${String(process.pid)}-marker`;
  const caller = callerOf({
    '.github/workflows/long.yml': `on: push
jobs:
  long:
${job(`run: echo started in $HOME && exec -a ${marker} sleep 300`)}  never:
    needs: long
${job('run: "true"')}`,
  });
  const started = Promise.withResolvers<{ readonly id: number; readonly home: string }>();
  const repository = await caller.open({
    onLine: ({ text }, { id }) => {
      const [, home] = /^started in (\/.+)$/.exec(text) ?? [];
      if (home !== undefined) started.resolve({ id, home });
    },
  });
  const pushed = repository.push();
  const { id, home } = await started.promise;
  const path = `/repos/team/web/actions/runs/${String(id)}/cancel`;
  const { url, tokens } = repository.github;
  const headers = { authorization: `Bearer ${tokens.everything}` };
  expect((await fetch(`${url}${path}`, { method: 'POST', headers })).status).toBe(202);
  const [run] = await pushed;
  expect(run).toMatchObject({ result: 'cancelled', jobs: { long: 'cancelled', never: 'skipped' } });
  expect(repository.github.runs[0]?.conclusion).toBe('cancelled');
  // The home of its jobs is in the folder of the run.
  expect(existsSync(dirname(home))).toBe(false);
  expect(commandLines().filter((line) => line.includes(marker))).toEqual([]);
}, 60_000);

/** Of every process of this machine. */
const commandLines = (): readonly string[] =>
  execFileSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => !line.startsWith('ps '));
