/** GitHub's rules for names and sizes of variables, checked before any call, and our own: no secret in one. */
import type { AskedVariable } from './asked-variables.ts';

const largestValue = 48 * 1024;

/** All that is wrong, a sentence part each; empty when nothing is. Values are never quoted. */
export function problemsOf(asked: readonly AskedVariable[], token: string): readonly string[] {
  return [
    ...asked.flatMap(({ name }) => nameProblem(name)),
    ...duplicates(asked),
    ...valueProblems(asked, token),
  ];
}

function nameProblem(name: string): readonly string[] {
  if (!/^[A-Za-z0-9_]+$/.test(name))
    return [`the name \`${name}\` may hold only letters, digits and underscores`];
  if (/^\d/.test(name)) return [`the name \`${name}\` may not start with a digit`];
  if (/^GITHUB_/i.test(name))
    return [`the name \`${name}\` may not start with GITHUB_, which is GitHub's own`];
  return [];
}

function duplicates(asked: readonly AskedVariable[]): readonly string[] {
  const byName = Map.groupBy(asked, ({ name }) => name.toUpperCase());
  return [...byName.values()]
    .filter((same) => same.length > 1)
    .map((same) => {
      const names = same.map(({ name }) => `\`${name}\``).join(' and ');
      return `${names} are the same variable, because GitHub does not tell upper from lower case`;
    });
}

function valueProblems(asked: readonly AskedVariable[], token: string): readonly string[] {
  return asked.flatMap(({ name, value }) => {
    const size = Buffer.byteLength(value);
    if (size > largestValue)
      return [`the value of \`${name}\` has ${size} bytes, and GitHub takes ${largestValue}`];
    if (value.includes(token))
      return [
        `the value of \`${name}\` holds the token, and anyone who can read the repository can read a variable`,
      ];
    return [];
  });
}
