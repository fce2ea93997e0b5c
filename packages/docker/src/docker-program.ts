/** The program docker, run in the workspace of the job. */
import type { Environment } from '@slipway/action-kit/environment';
import { setupFailure, type Failure } from '@slipway/action-kit/failures';
import type { Files, Log } from '@slipway/action-kit/ports';
import type { Ending, OutputStream, RunCommand } from './commands.ts';

export interface DockerWorld {
  readonly run: RunCommand;
  readonly files: Files;
  readonly log: Pick<Log, 'info' | 'mask'>;
  /** The job's, as the programs are to see it. */
  readonly environment: Environment;
  /** Absolute: what paths are relative to. */
  readonly workspace: string;
  /** A cancel of the job. */
  readonly cancelled: AbortSignal;
}

/** Runs docker in the workspace. */
export function docker(
  args: readonly string[],
  { run, environment, workspace, cancelled }: DockerWorld,
  onLine: (line: string, stream: OutputStream) => void,
): Promise<Ending> {
  return run({ program: 'docker', args, environment, folder: workspace, signal: cancelled, onLine });
}

/** Why nothing could be started: where the folder to run it in is missing, the system says the same. */
export async function notStarted({ files, workspace }: DockerWorld): Promise<Failure> {
  if (!(await files.exists(workspace))) {
    return setupFailure({
      code: 'workspace-missing',
      what: `There is no folder ${workspace} to run docker in`,
      why: 'GITHUB_WORKSPACE names it',
      hint: 'Run actions/checkout before this step, or look what removed the folder.',
    });
  }
  return setupFailure({
    code: 'docker-missing',
    what: 'There is no docker on this runner',
    why: 'no program of that name is on the PATH',
    hint: 'Choose a runner that has docker, such as ubuntu-latest; a layout or a promotion needs none.',
  });
}
