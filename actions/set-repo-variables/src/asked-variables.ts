/** What the input `variables` may look like: `KEY=VALUE` lines, or one JSON object of strings. */
import { keyValue, lines, refined, Unreadable, type Parser } from '@slipway/action-kit/parsers';

/** A variable as the workflow asks for it; the name in the letters it was written in. */
export interface AskedVariable {
  readonly name: string;
  readonly value: string;
}

const asLines = lines(keyValue);

export const askedVariables: Parser<readonly AskedVariable[]> = refined(
  {
    expects: '`KEY=VALUE`, one a line, or one JSON object of strings',
    read: (value) => (value.startsWith('{') ? entriesOfJson(value) : asLines.read(value)),
  },
  '`KEY=VALUE`, one a line, or one JSON object of strings',
  (entries) => entries.map(([name, value]) => ({ name, value })),
);

function entriesOfJson(text: string): readonly (readonly [string, string])[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new Unreadable(error instanceof Error ? error.message : String(error));
  }
  return Object.entries(parsed as Record<string, unknown>).map(([name, value]) => {
    if (typeof value !== 'string') throw new Unreadable(`the value of \`${name}\` is not a string: quote it`);
    return [name, value];
  });
}
