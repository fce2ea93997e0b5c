/**
 * The files by which a step speaks to the runner: GITHUB_OUTPUT, GITHUB_ENV and GITHUB_STATE hold `name=value`
 * lines or blocks between delimiters, GITHUB_PATH holds one folder a line.
 */

/** A file that the runner refuses, which makes the step red. */
export class UnreadableFileCommand extends Error {
  override readonly name = 'UnreadableFileCommand';
}

/** @throws UnreadableFileCommand with the runner's own words. */
export function parsePairs(content: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  const lines = content.split(/\r?\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const block = openingOf(line);
    if (block === undefined) {
      const [name, value] = splitPair(line);
      pairs.set(name, value);
      continue;
    }
    const end = lines.indexOf(block.delimiter, index + 1);
    if (end < 0)
      throw new UnreadableFileCommand(`Invalid value. Matching delimiter not found '${block.delimiter}'`);
    pairs.set(block.name, lines.slice(index + 1, end).join('\n'));
    index = end;
  }
  return pairs;
}

/** `name<<DELIMITER`, unless an equals sign comes first. */
function openingOf(line: string): { readonly name: string; readonly delimiter: string } | undefined {
  const equals = line.indexOf('=');
  const heredoc = line.indexOf('<<');
  if (heredoc < 0 || (equals >= 0 && equals < heredoc)) return undefined;
  const name = line.slice(0, heredoc);
  const delimiter = line.slice(heredoc + 2);
  if (name === '' || delimiter === '') {
    throw new UnreadableFileCommand(
      `Invalid format '${line}'. Name must not be empty and delimiter must not be empty`,
    );
  }
  return { name, delimiter };
}

function splitPair(line: string): readonly [name: string, value: string] {
  const equals = line.indexOf('=');
  if (equals < 0) throw new UnreadableFileCommand(`Invalid format '${line}'`);
  if (equals === 0) throw new UnreadableFileCommand(`Invalid format '${line}'. Name must not be empty`);
  return [line.slice(0, equals), line.slice(equals + 1)];
}

export function parsePaths(content: string): readonly string[] {
  return content.split(/\r?\n/).filter((line) => line !== '');
}
