/** What a workflow writes as the environment of a job, in words that a caller knows: the names of inputs. */

const none = 'the repository';

/** @returns Markdown: `` `build-environment`, else `environment` ``; `the repository` for a job without environment. */
export function environmentWords(name: string | undefined): string {
  if (name === undefined) return none;
  const inside = /^\$\{\{ (.*) \}\}$/.exec(name)?.[1];
  if (inside === undefined) return `\`${name}\``;
  const choices = inside.split(' || ').filter((choice) => choice !== "''");
  const words = choices.map(
    (choice) => /^inputs\.([\w-]+)$/.exec(choice)?.[1] ?? choice.replace(/^'(.*)'$/, '$1'),
  );
  return [...new Set(words)].map((word) => `\`${word}\``).join(', else ');
}
