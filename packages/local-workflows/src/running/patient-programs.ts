/**
 * act reads what a step prints from a terminal, and closes that as soon as a step has failed, read to its end or not: the
 * last lines of a short step, mostly the ones that say why, would be lost now and then. So the programs that steps are
 * made of come first in the PATH as themselves, but for a second that they wait behind a failure at a terminal: on a busy
 * machine act needs it. Only the first of a step waits, not the programs that it calls in turn.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { isProgram } from '../programs.ts';

const names = ['bash', 'sh', 'node', 'pwsh', 'python'] as const;

/** @param path PATH of the jobs, where the programs are. @returns a folder to be the first of it. */
export async function patientPrograms(folder: string, path: string): Promise<string> {
  const programs = join(folder, 'patient');
  await mkdir(programs);
  for (const name of names) {
    const real = path
      .split(delimiter)
      .map((each) => join(each, name))
      .find(isProgram);
    if (real !== undefined) await writeFile(join(programs, name), scriptFor(real), { mode: 0o755 });
  }
  return programs;
}

const scriptFor = (program: string): string => {
  const quoted = `'${program.replaceAll("'", `'\\''`)}'`;
  return `#!/bin/sh
[ -t 1 ] && [ -z "\${SLIPWAY_WAITS:-}" ] || exec ${quoted} "$@"
SLIPWAY_WAITS=1 ${quoted} "$@"
code=$?
[ "$code" = 0 ] || sleep 1
exit "$code"
`;
};
