/** Answers held against GitHub's description: what a test asks after every call. */
import { descriptionOf, findOperation } from './slice.ts';
import { wrongWith } from './validators.ts';

export interface GivenAnswer {
  readonly version: string;
  readonly method: string;
  /** Of the URL, as it was sent. */
  readonly path: string;
  readonly status: number;
  /** Parsed JSON; undefined when nothing was sent. */
  readonly body: unknown;
}

/** What is not as GitHub describes it; empty for refusals, which it describes nowhere. */
export function wrongWithAnswer(answer: GivenAnswer): string | undefined {
  const { version, method, path, status, body } = answer;
  const description = descriptionOf(version);
  const found = findOperation(description, method, path);
  if (found === undefined) return status === 501 ? undefined : `${method} ${path} is not in the description.`;
  if (status >= 300) return undefined;
  const { id, answers } = found.operation;
  if (!Object.hasOwn(answers, String(status))) return `${id} never answers ${String(status)}.`;
  const schema = answers[String(status)] ?? null;
  if (schema === null) return body === undefined ? undefined : `${id} answers with a body.`;
  const wrong = wrongWith(description, schema, body);
  return wrong && `${id}: ${wrong.instancePath} ${wrong.message ?? ''} ${JSON.stringify(wrong.params)}`;
}
