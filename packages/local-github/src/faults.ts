/**
 * Misbehaviour on demand: answers that strike instead of the real one, or after it took effect; answers that come
 * late or with other headers; and what somebody else does between two calls.
 */

export interface FaultAnswer {
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Fault {
  /** Any when left out. */
  readonly method?: string;
  /** Of the URL's path, decoded, after `/repos/‹owner›/‹name›`; any when left out. */
  readonly path?: RegExp;
  /** GitHub's name of the operation: `actions/create-repo-variable`; any when left out. */
  readonly operation?: string;
  /** `after`: the call takes effect, and its answer is lost when there is another one. */
  readonly when: 'before' | 'after';
  /** The connection is cut when it is `cut`, and held without a word when it is `silence`; the real one when left out. */
  readonly answer?: FaultAnswer | 'cut' | 'silence';
  /** Set on what is answered; an empty text takes one away, `date` too. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds until the answer leaves. */
  readonly delay?: number;
  /** Done before or after the call takes effect: what somebody else does. */
  readonly act?: () => void;
  /** How many calls that fit pass first; counted down. */
  skip?: number;
  /** How often it still strikes; counted down. */
  times: number;
}

export interface FaultyCall {
  readonly method: string;
  readonly path: string;
  readonly operation: string | undefined;
}

/** The first fault that fits, counted. */
export function strike(faults: readonly Fault[], call: FaultyCall): Fault | undefined {
  const fault = faults.find((each) => each.times > 0 && fits(each, call) && !isPassed(each));
  if (fault !== undefined) fault.times -= 1;
  return fault;
}

const fits = ({ method, path, operation }: Fault, call: FaultyCall): boolean =>
  (method ?? call.method) === call.method &&
  (path ?? /^/).test(call.path) &&
  (operation ?? call.operation) === call.operation;

function isPassed(fault: Fault): boolean {
  const { skip = 0 } = fault;
  if (skip === 0) return false;
  fault.skip = skip - 1;
  return true;
}
