/**
 * Tests that need a real part of the world (docker, terraform, act) say so in their opening comment with a line
 * `@needs docker`. Where the part is missing the file is left out, aloud; CI counts a missing part as an error.
 */
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @returns for each part that is missing on this machine, the test files that need it (relative paths). */
export function missingParts(root, path = process.env.PATH ?? '') {
  const missing = new Map();
  for (const file of testFiles(root)) {
    for (const [, part] of readFileSync(join(root, file), 'utf8').matchAll(/^\s*\*\s*@needs (\S+)$/gm)) {
      if (!isOnPath(part, path)) missing.set(part, [...(missing.get(part) ?? []), file]);
    }
  }
  return missing;
}

function testFiles(root) {
  return ['actions', 'packages'].flatMap((folder) =>
    readdirSync(join(root, folder)).flatMap((name) => {
      const tests = join(folder, name, 'tests');
      if (!existsSync(join(root, tests))) return [];
      return readdirSync(join(root, tests), { recursive: true })
        .filter((file) => file.endsWith('.test.ts'))
        .map((file) => join(tests, file));
    }),
  );
}

function isOnPath(part, path) {
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, part), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
