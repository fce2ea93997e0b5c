/**
 * Foreign errors become ours here: a table per gateway for what an operation alone can mean, and one
 * (general-failures.ts) for what every AWS service may answer. Permanent errors are never retried.
 */
import { defect, Failure, type FailureKind } from '@slipway/action-kit/failures';
import { oneLine } from '@slipway/action-kit/untrusted';
import { errorMessage, errorName, httpStatus, isDenied } from './error-shape.ts';
import { generalFailure } from './general-failures.ts';

export interface Call {
  /** As IAM spells it: `ecs`, `ecr`, `elasticloadbalancing`, `logs`. */
  readonly service: string;
  readonly operation: string;
  /** What the call is about, in words or as an ARN: "service web in cluster main". */
  readonly about?: string;
  /** How often it was sent in all; the SDK's own count when left out. */
  readonly attempts?: number;
}

/** What one error name of one operation means to us. */
export interface FailureRow {
  /** `*` for every operation of the gateway. */
  readonly operation: string;
  /** The SDK's error name. */
  readonly error: string;
  /** A part of AWS's message, where the name alone does not tell. */
  readonly says?: string;
  readonly kind: FailureKind;
  readonly code: string;
  /** `‹about›` stands for what the call is about. */
  readonly what: string;
  readonly hint: string;
}

const codeErrors = new Set(['TypeError', 'ReferenceError', 'RangeError', 'SyntaxError']);

/** The failure that an error of `call` means; a Failure stays what it is, and a bug is one of ours. */
export function awsFailure(error: unknown, call: Call, rows: readonly FailureRow[] = []): Failure {
  if (error instanceof Failure) return error;
  const name = errorName(error);
  if (codeErrors.has(name) && httpStatus(error) === undefined) return defect(error);
  const about = call.about ?? `${call.service}:${call.operation}`;
  const why = wordsOf(error) || name;
  const row = isDenied(error) ? undefined : rowOf(rows, call.operation, error);
  if (row === undefined) return generalFailure({ ...call, about, why, error });
  const what = row.what.replaceAll('‹about›', about);
  return new Failure(row.kind, { code: row.code, what, why, hint: row.hint, cause: error });
}

function rowOf(rows: readonly FailureRow[], operation: string, error: unknown): FailureRow | undefined {
  const name = errorName(error);
  const message = errorMessage(error);
  return rows.find(
    (row) =>
      row.error === name &&
      (row.operation === '*' || row.operation === operation) &&
      (row.says === undefined || message.includes(row.says)),
  );
}

/**
 * What AWS says, in one line. To a wrong signature AWS answers with the whole request, the session token among its
 * headers: that part is left out, for a token that is cut short is one that the runner does not mask.
 */
function wordsOf(error: unknown): string {
  const message = errorMessage(error)
    .replace(/\s*The Canonical String for this request[^]*$/, '')
    .replace(/^@smithy\/[\w-]+ - \[\w+\] /, '');
  return oneLine(message, 500).replace(/\.$/, '');
}
