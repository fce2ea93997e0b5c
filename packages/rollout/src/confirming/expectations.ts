/** Whether an answer is what was expected, and in words what it lacks. Pure, but for patterns, which take time. */
import { isDeepStrictEqual } from 'node:util';
import type { Endpoint, EndpointAnswer } from '../ports.ts';
import type { Expectation } from '../request.ts';

/** @returns the first thing that is not as expected, as the end of a sentence about the URL. */
export function unmetBy(
  answer: EndpointAnswer,
  expectations: readonly Expectation[],
  matcher: Pick<Endpoint, 'matches'>,
): string | undefined {
  for (const each of expectations) {
    const unmet = unmetOne(answer, each, matcher);
    if (unmet !== undefined) return unmet;
  }
  return undefined;
}

function unmetOne(
  { status, body }: EndpointAnswer,
  expectation: Expectation,
  { matches }: Pick<Endpoint, 'matches'>,
): string | undefined {
  switch (expectation.kind) {
    case 'status': {
      const { ranges } = expectation;
      if (ranges.some(([from, to]) => status >= from && status <= to)) return undefined;
      return `answered ${String(status)} instead of ${ranges.map(rangeInWords).join(' or ')}`;
    }
    case 'text':
      return body.includes(expectation.text) ? undefined : `answered without “${short(expectation.text)}”`;
    case 'matches': {
      const { source, flags } = expectation.pattern;
      const found = matches(expectation.pattern, body);
      if (found === true) return undefined;
      const pattern = `/${short(source)}/${flags}`;
      return found === undefined
        ? `answered something on which ${pattern} takes too long`
        : `answered nothing that matches ${pattern}`;
    }
    case 'json':
      return unmetJson(body, expectation);
  }
}

function rangeInWords([from, to]: readonly [number, number]): string {
  return from === to ? String(from) : `${String(from)}-${String(to)}`;
}

function unmetJson(
  body: string,
  { path, value }: Extract<Expectation, { kind: 'json' }>,
): string | undefined {
  const where = pathInWords(path);
  const found = valueAt(body, path);
  if (found.kind === 'no-json') return 'answered something that is not JSON';
  if (found.kind === 'missing') return `answered JSON without ${where}`;
  if (isDeepStrictEqual(found.value, value)) return undefined;
  return `answered ${where} = ${short(JSON.stringify(found.value))} instead of ${short(JSON.stringify(value))}`;
}

type Found =
  | { readonly kind: 'found'; readonly value: unknown }
  | { readonly kind: 'missing' }
  | { readonly kind: 'no-json' };

function valueAt(body: string, path: readonly (string | number)[]): Found {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { kind: 'no-json' };
  }
  for (const key of path) {
    // Own members alone: `constructor` and `length` are no part of what was answered.
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return { kind: 'missing' };
    if (Array.isArray(value) && typeof key !== 'number') return { kind: 'missing' };
    value = (value as Readonly<Record<string | number, unknown>>)[key];
  }
  return { kind: 'found', value };
}

/** `$.checks[0].state`. */
export function pathInWords(path: readonly (string | number)[]): string {
  return `$${path.map((key) => (typeof key === 'number' ? `[${String(key)}]` : `.${key}`)).join('')}`;
}

const short = (text: string): string => (text.length <= 80 ? text : `${text.slice(0, 79)}…`);
