/**
 * Reads GitHub's answers without trusting their shape: a proxy's login page or a changed API ends in a sentence
 * that names the member, never in a TypeError far away.
 */
import { upstreamFailure } from '@slipway/action-kit/failures';
import { oneLine } from '@slipway/action-kit/untrusted';
import type { ApiCall } from './api.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** GitHub's `message` with the messages of its `errors`; '' when there is none. */
export function messageOf(body: unknown): string {
  if (typeof body === 'string') return oneLine(body, 300);
  if (!isFields(body)) return '';
  const details = Array.isArray(body.errors)
    ? body.errors.map((each: unknown) => (isFields(each) ? each.message : each))
    : [];
  return [body.message, ...details]
    .filter((each) => typeof each === 'string')
    .map((each) => oneLine(each, 300).replace(/\.$/, ''))
    .join('; ');
}

/** Reads the members of one answer; `where` follows the member's name in the failure. */
export class AnswerReader {
  readonly #call: ApiCall;
  readonly #fields: Fields;

  constructor(call: ApiCall, body: unknown) {
    this.#call = call;
    if (!isFields(body)) throw this.unreadable('an object');
    this.#fields = body;
  }

  text(name: string): string {
    const value = this.#fields[name];
    if (typeof value !== 'string') throw this.unreadable(`the text \`${name}\``);
    return value;
  }

  /** '' when it is null or absent. */
  textOrNothing(name: string): string {
    const value = this.#fields[name];
    return value === null || value === undefined ? '' : this.text(name);
  }

  number(name: string): number {
    const value = this.#fields[name];
    if (typeof value !== 'number' || !Number.isSafeInteger(value))
      throw this.unreadable(`the number \`${name}\``);
    return value;
  }

  /** Undefined when it is null or absent. */
  numberOrNothing(name: string): number | undefined {
    const value = this.#fields[name];
    return value === null || value === undefined ? undefined : this.number(name);
  }

  /** A text of letters, digits and underscores, such as the name of a variable: nothing that could pass for words of ours. */
  word(name: string): string {
    const value = this.text(name);
    if (!/^\w+$/.test(value)) throw this.unreadable(`the name \`${name}\``);
    return value;
  }

  /** Milliseconds since the epoch, from an ISO 8601 text. */
  time(name: string): number {
    const time = Date.parse(this.text(name));
    if (!Number.isFinite(time)) throw this.unreadable(`the time \`${name}\``);
    return time;
  }

  list(name: string): readonly AnswerReader[] {
    const value = this.#fields[name];
    if (!Array.isArray(value)) throw this.unreadable(`the list \`${name}\``);
    return value.map((item: unknown) => new AnswerReader(this.#call, item));
  }

  listOrNothing(name: string): readonly AnswerReader[] {
    const value = this.#fields[name];
    return value === null || value === undefined ? [] : this.list(name);
  }

  /** Undefined when it is null or absent. */
  partOrNothing(name: string): AnswerReader | undefined {
    const value = this.#fields[name];
    return value === null || value === undefined ? undefined : new AnswerReader(this.#call, value);
  }

  /** @param lacks what is missing in it. */
  unreadable(lacks: string): Error {
    return upstreamFailure({
      code: 'answer-unreadable',
      what: `GitHub's answer about ${this.#call.about} could not be read`,
      why: `it lacks ${lacks}`,
      hint: 'Look whether GITHUB_API_URL leads to GitHub and not to a proxy, then re-run the job.',
    });
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
