/** The flags of a command of this repository: one that is not known is refused, for a misspelt `--check` would write. */

/** @returns those given. Ends the process with exit code 1 and a sentence when one is not known. */
export function readFlags(command: string, known: readonly string[]): readonly string[] {
  const given = process.argv.slice(2).filter((word) => word.startsWith('-'));
  const unknown = given.filter((flag) => !known.includes(flag));
  if (unknown.length === 0) return given;
  console.error(
    `npm run ${command} does not know ${unknown.join(' ')}. It knows ${known.join(', ')}. Nothing was done.`,
  );
  process.exit(1);
}
