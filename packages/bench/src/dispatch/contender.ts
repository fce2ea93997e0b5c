/** The two actions that start workflows, and how each is told the same. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from '@slipway/repo-tools/repository';

export interface Asked {
  /** JSON. */
  readonly inputs: string;
  /** Seconds. */
  readonly timeout: number;
}

export interface Contender {
  readonly name: 'ours' | 'peer';
  /** The folder of the action. */
  readonly folder: string;
  readonly inputs: (asked: Asked) => Readonly<Record<string, string>>;
  readonly runIdOutput: string;
}

export const ours: Contender = {
  name: 'ours',
  folder: join(root, 'actions/dispatch-workflow'),
  inputs: ({ inputs, timeout }) => ({
    workflow: 'release.yml',
    inputs,
    wait: 'true',
    timeout: `${String(timeout)}s`,
  }),
  runIdOutput: 'run-id',
};

/** @param given by hand. @returns absolute; the copy beside this repository when none is given, undefined without one */
export function peerFolder(given: string | undefined): string | undefined {
  if (given !== undefined) return resolve(given);
  const beside = join(root, '../shared/peers/workflow-dispatch');
  return existsSync(beside) ? beside : undefined;
}

/** As benc-uk/workflow-dispatch declares its inputs. */
export const peerIn = (folder: string): Contender => ({
  name: 'peer',
  folder,
  inputs: ({ inputs, timeout }) => ({
    workflow: 'release.yml',
    inputs,
    ref: 'refs/heads/main',
    'wait-for-completion': 'true',
    'wait-timeout-seconds': String(timeout),
    'sync-status': 'true',
  }),
  runIdOutput: 'runId',
});
