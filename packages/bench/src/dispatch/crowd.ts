/** Many dispatches of one workflow at the same moment, each followed to its end: who finds the run that is its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalGithub, type LocalGithubOptions } from '@slipway/local-github/local-github';
import { runAction } from '@slipway/local-runner/run-action';
import type { Contender } from './contender.ts';

export interface Crowd {
  readonly right: number;
  /** Another one's. */
  readonly wrong: number;
  /** Red, or without a word of which run it is. */
  readonly none: number;
}

/** How long each run takes; milliseconds. */
const lasts = 3000;

export async function crowdOf(
  contender: Contender,
  age: NonNullable<LocalGithubOptions['age']>,
  count: number,
): Promise<Crowd> {
  await using opened = new AsyncDisposableStack();
  const github = await startLocalGithub({
    repository: 'harbour/example-app',
    age,
    handlers: {
      'release.yml': {
        inputs: { version: { required: true }, 'correlation-id': {} },
        runName: 'release ${{ inputs.correlation-id }}',
        perform: (run) => run.sleep(lasts),
      },
    },
  });
  opened.defer(() => github.close());
  const workspace = await mkdtemp(join(tmpdir(), 'slipway-dispatch-'));
  opened.defer(() => rm(workspace, { recursive: true, force: true }));
  const versions = Array.from({ length: count }, (_, index) => String(index + 1));
  const found = await Promise.all(
    versions.map(async (version) => {
      const { exitCode, outputs } = await runAction({
        action: contender.folder,
        inputs: contender.inputs({ inputs: JSON.stringify({ version }), timeout: 300 }),
        env: github.environment,
        token: github.tokens.job,
        workspace,
      });
      const run = github.runs.find(({ id }) => String(id) === outputs[contender.runIdOutput]);
      if (exitCode !== 0 || run === undefined) return 'none';
      return run.inputs.version === version ? 'right' : 'wrong';
    }),
  );
  const counted = (kind: keyof Crowd): number => found.filter((each) => each === kind).length;
  return { right: counted('right'), wrong: counted('wrong'), none: counted('none') };
}
