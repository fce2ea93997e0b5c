/** `npm run format`: formats every file of ours; with --check it only compares. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { readFlags } from './flags.ts';
import { root } from './repository.ts';

const mode = readFlags('format', ['--check']).includes('--check') ? '--check' : '--write';
const prettier = join(root, 'node_modules/prettier/bin/prettier.cjs');
const { status } = spawnSync(process.execPath, [prettier, mode, '--log-level', 'warn', '.'], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
