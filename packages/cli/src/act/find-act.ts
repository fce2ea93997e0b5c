/** The act of this machine: where it is, whether it is new enough, and which flags it has. */
import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { setupFailure, type Failure } from '@slipway/action-kit/failures';
import { isProgram } from '@slipway/local-workflows/programs';
import { flagsIn, type ActFlag } from './flags.ts';

export interface Act {
  /** Absolute. */
  readonly path: string;
  readonly version: string;
  readonly flags: readonly ActFlag[];
}

/** Before 0.2.86 what a step prints could set the environment of the next: CVE-2026-34041. */
const oldest = [0, 2, 86] as const;
const install =
  'Install the newest one: `brew install act`, or https://nektosact.com/installation; then type the same again.';

/** @throws Failure of kind setup when there is none, or one that is too old */
export function findAct(path: string): Act {
  const program = programOnPath('act', path);
  if (program === undefined)
    throw refused('act is not on this machine', 'no program of this name is on the PATH');
  const version = versionIn(said(program, '--version'));
  if (version === undefined)
    throw refused(`${program} can't be used`, 'it does not say which version of act it is');
  const problem = problemOf(version);
  if (problem !== undefined) throw refused(`act ${version} can't be used`, problem);
  return { path: program, version, flags: flagsIn(said(program, '--help')) };
}

/** @returns where the act of this machine is; undefined where there is none that can be used. */
export function goodAct(path: string): string | undefined {
  const program = programOnPath('act', path);
  const version = program === undefined ? undefined : versionIn(said(program, '--version'));
  return version === undefined || problemOf(version) !== undefined ? undefined : program;
}

/** @returns where the first program of this name is. */
export const programOnPath = (name: string, path: string): string | undefined =>
  path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(isProgram);

/** @returns why this version is refused. */
export function problemOf(version: string): string | undefined {
  const parts = version.split('.').map(Number);
  const at = oldest.findIndex((part, index) => part !== (parts[index] ?? 0));
  if (at === -1 || (parts[at] ?? 0) > (oldest[at] ?? 0)) return undefined;
  return `before ${oldest.join('.')} the output of a step can set the environment of the next ones (CVE-2026-34041)`;
}

/** @returns the version in `act version 0.2.87`, or of a `v` before it. */
export const versionIn = (text: string): string | undefined => /\bv?(\d+\.\d+\.\d+)/.exec(text)?.[1];

function said(program: string, word: string): string {
  const { stdout, status } = spawnSync(program, [word], { encoding: 'utf8', timeout: 10_000 });
  return status === 0 ? stdout : '';
}

const refused = (what: string, why: string): Failure =>
  setupFailure({ code: 'act', what, why, hint: install });
