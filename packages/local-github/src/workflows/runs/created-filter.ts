/** The filter `created` in GitHub's search syntax: `2026-01-01`, `>=2026-01-01T10:00:00Z`, `2026-01-01..2026-01-31`, `*..2026-01-31`. */

interface Span {
  /** Milliseconds since the epoch: the first that fits, and the first after it that does not. */
  readonly from: number;
  readonly until: number;
}

/** @returns whether a moment fits; one that is named is the whole second. Nothing fits what can't be read. */
export function momentsOf(filter: string): (milliseconds: number) => boolean {
  const spans = filter.split('..').map((part) => spanOf(part.replace(/^[<>]=?/, '')));
  const [first, last = first] = spans;
  if (first === undefined || last === undefined) return () => false;
  const operator = /^[<>]=?/.exec(filter)?.[0];
  const bounds = operator === undefined ? { from: first.from, until: last.until } : beyond(operator, first);
  return (milliseconds) => milliseconds >= bounds.from && milliseconds < bounds.until;
}

function beyond(operator: string, { from, until }: Span): Span {
  if (operator === '>') return { from: until, until: Infinity };
  if (operator === '>=') return { from, until: Infinity };
  return { from: -Infinity, until: operator === '<' ? from : until };
}

/** A day, or a second. */
function spanOf(text: string): Span | undefined {
  if (text === '*') return { from: -Infinity, until: Infinity };
  const from = Date.parse(text);
  if (Number.isNaN(from)) return undefined;
  return { from, until: from + (/^\d{4}-\d\d-\d\d$/.test(text) ? 86_400_000 : 1_000) };
}
