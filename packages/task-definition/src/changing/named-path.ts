/** Paths as people write them: `containerDefinitions.web.environment.DEBUG`, items by name or `[index]`. */

export interface NamedPath {
  /** Names of members and items; a number is the index of an item. */
  readonly steps: readonly (string | number)[];
}

// A name that holds a dot, a bracket, a quote or white space stands in double quotes.
const step =
  /(?:^|(?<!^)\.)(?:"(?<quoted>(?:[^"\\]|\\["\\])+)"|(?<plain>[^."[\]\s]+))|(?<!^)\[(?<index>\d{1,6})\]/y;

/** Undefined when it is none. */
export function namedPathOf(text: string): NamedPath | undefined {
  const steps: (string | number)[] = [];
  for (let at = 0; at < text.length; at = step.lastIndex) {
    step.lastIndex = at;
    const { quoted, plain, index } = step.exec(text)?.groups ?? {};
    const name = plain ?? quoted?.replace(/\\(.)/g, '$1');
    if (name !== undefined) steps.push(name);
    else if (index !== undefined) steps.push(Number(index));
    else return undefined;
  }
  return steps.length === 0 ? undefined : { steps };
}

/** As it can be written again. */
export const textOfSteps = (steps: readonly (string | number)[]): string =>
  steps
    .map((each, at) =>
      typeof each === 'number' ? `[${String(each)}]` : `${at === 0 ? '' : '.'}${textOfName(each)}`,
    )
    .join('');

export const textOfName = (name: string): string =>
  /^[^."[\]\s]+$/.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`;
