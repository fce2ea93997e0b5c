/**
 * Tests that need a real part of the world (docker, terraform, act) say so in their opening comment with a line
 * `@needs docker`. Where the part is missing the file is left out, aloud; CI counts a missing part as an error.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { providerSource } from './terraform-provider.mjs';

/**
 * Beside PATH: what tools/go-tools.mjs and tools/python-tools.mjs have installed, and where Debian puts daemons, which is
 * on root's PATH alone.
 */
const alsoIn = (root) => ({
  before: [join(root, 'tools', 'bin'), join(root, 'tools', 'venv', 'bin')],
  after: ['/usr/sbin'],
});

/** @returns for each part that is missing on this machine, the test files that need it (relative paths). */
export function missingParts(root, path = process.env.PATH ?? '') {
  const needed = new Map();
  for (const file of testFiles(root)) {
    for (const [, part] of readFileSync(join(root, file), 'utf8').matchAll(/^\s*\*\s*@needs (\S+)$/gm)) {
      needed.set(part, [...(needed.get(part) ?? []), file]);
    }
  }
  return new Map([...needed].filter(([part]) => !isThere(root, part, path)));
}

/** @returns every program of this name, the one that a test should take first. */
export function pathsOf(root, part, path = process.env.PATH ?? '') {
  const { before, after } = alsoIn(root);
  const folders = [...before, ...path.split(delimiter), ...after];
  const programs = folders.map((folder) => join(folder, part)).filter(isProgram);
  // One file may be reached by several folders: /bin is often a link to /usr/bin.
  const files = programs.map((each) => realpathSync(each));
  return programs.filter((_, at) => files.indexOf(files[at]) === at);
}

function isThere(root, part, path) {
  const [first] = pathsOf(root, part, path);
  return first !== undefined && (conditions[part]?.(first) ?? true);
}

/** What a program is no part without. */
const conditions = {
  docker: daemonAnswers,
  terraform: () => providerSource().kind !== 'none',
};

/** A client of docker without a daemon is no docker. */
function daemonAnswers(docker) {
  const args = ['version', '--format', '{{.Server.Version}}'];
  return spawnSync(docker, args, { stdio: 'ignore', timeout: 10_000 }).status === 0;
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function testFiles(root) {
  return ['actions', '.github/actions', 'packages']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder)).flatMap((name) => {
        const tests = join(folder, name, 'tests');
        if (!existsSync(join(root, tests))) return [];
        return readdirSync(join(root, tests), { recursive: true })
          .filter((file) => file.endsWith('.test.ts'))
          .map((file) => join(tests, file));
      }),
    );
}
