/**
 * `npm run lint`: lint rules, format, types and borders, each said by name. With --fix the first two repair what
 * they can.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { repositoryProblems } from './check-borders.ts';
import { readFlags } from './flags.ts';
import { root } from './repository.ts';

const isFix = readFlags('lint', ['--fix']).includes('--fix');

function tool(script: string, ...args: readonly string[]): boolean {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  return status === 0;
}

const checks: readonly { readonly name: string; readonly passes: () => boolean }[] = [
  {
    name: 'format',
    passes: () =>
      tool('prettier/bin/prettier.cjs', isFix ? '--write' : '--check', '--log-level', 'warn', '.'),
  },
  { name: 'types', passes: () => tool('typescript/bin/tsc', '-p', '.') },
  {
    name: 'lint rules',
    passes: () => tool('eslint/bin/eslint.js', '--max-warnings', '0', ...(isFix ? ['--fix'] : []), '.'),
  },
  {
    name: 'borders',
    passes: () => {
      const problems = repositoryProblems();
      for (const problem of problems) console.error(problem);
      return problems.length === 0;
    },
  },
];

const failed = checks.filter(({ name, passes }) => {
  const startedAt = Date.now();
  const isGood = passes();
  console.log(`${isGood ? 'ok    ' : 'FAILED'}  ${name}  ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  return !isGood;
});
if (failed.length > 0) {
  console.error(
    `Failed: ${failed.map(({ name }) => name).join(', ')}. \`npm run lint -- --fix\` repairs what it can.`,
  );
  process.exitCode = 1;
}
