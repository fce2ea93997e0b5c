/** What was called: kept for tests and transcripts, oldest first. */

export interface RecordedCall {
  /** As IAM spells it: `ecs`, `ecr`, `elasticloadbalancing`, `logs`, `sts`; or `registry`. */
  readonly service: string;
  /** Of the registry method and URL: `PUT /v2/web/manifests/v1`. */
  readonly operation: string;
  /** Cloud time, milliseconds since the epoch. */
  readonly at: number;
  /** HTTP status of the answer. */
  readonly status: number;
  /** The error name of the answer, when it is one. */
  readonly error: string | undefined;
  /** What was asked for by a call that may change something, as far as it could be read. */
  readonly input?: unknown;
}

/** Whether an operation of AWS only looks, by its name. */
export const isLook = (operation: string): boolean =>
  /^(?:Describe|List|Filter|Get|BatchGet|BatchCheck)/.test(operation);

export interface Journal {
  readonly calls: readonly RecordedCall[];
  record(call: RecordedCall): void;
}

/** A server that runs for days forgets its oldest calls. */
const limit = 100_000;

export function createJournal(): Journal {
  const calls: RecordedCall[] = [];
  return {
    calls,
    record: (call) => {
      if (calls.length >= limit) calls.shift();
      calls.push(call);
    },
  };
}
