/** What the jobs have as `docker`: this machine's, or a stand-in that can build small apps for node without any. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** `host`: what is on the PATH. `stand-in`: writes OCI layouts of the `.mjs` files of a context; see its file. */
export type Docker = 'host' | 'stand-in';

/** @returns folders that come first in the PATH of the jobs. */
export async function dockerFolder(docker: Docker, folder: string): Promise<readonly string[]> {
  if (docker === 'host') return [];
  const programs = join(folder, 'programs');
  await mkdir(programs);
  // A bundle of this file has that program beside it, as a bundle of its own.
  const kind = import.meta.filename.endsWith('.ts') ? 'ts' : 'js';
  const script = join(import.meta.dirname, `stand-in-docker.${kind}`).replaceAll("'", `'\\''`);
  await writeFile(join(programs, 'docker'), `#!/bin/sh\nexec node '${script}' "$@"\n`, { mode: 0o755 });
  return [programs];
}
