/**
 * The program `date` of the jobs, where the cloud's time runs faster than this machine's: what a step notes for a later one
 * is compared with dates of the cloud. Node has that time already, by a preload.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const script = `#!/bin/sh
[ "$*" = '-u +%Y-%m-%dT%H:%M:%SZ' ] || exec /bin/date "$@"
exec node -p 'new Date().toISOString().slice(0, 19) + "Z"'
`;

/** @returns a folder to be the first of the PATH of the jobs. */
export async function cloudDate(folder: string): Promise<string> {
  const programs = join(folder, 'programs');
  await mkdir(programs);
  await writeFile(join(programs, 'date'), script, { mode: 0o755 });
  return programs;
}
