/** Lines with `npm run action` from a README, as bash runs them: one after the other, until one is red. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

export interface RunLines {
  readonly exitCode: number | null;
  /** Of all of them. */
  readonly output: string;
}

/** @param action the script behind `npm run action`. @param files what lies in the folder where they are typed. */
export async function runLines(
  lines: string,
  action: string,
  files: Readonly<Record<string, string>>,
): Promise<RunLines> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-lines-'));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  const typed = lines.replaceAll('npm run action --', '"$NODE" "$ACTION"');
  const child = spawn('bash', ['-euc', typed], {
    cwd: folder,
    env: { ...process.env, NODE: process.execPath, ACTION: action },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((settle) => child.on('close', settle));
  const output = await text(child.stdout);
  const exitCode = await ended;
  await rm(folder, { recursive: true });
  return { exitCode, output };
}
