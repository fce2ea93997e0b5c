/** Misbehaviour on demand: answers that strike instead of the real one, or after it took effect. */

export interface Fault {
  readonly method: string;
  /** Of the URL's path, after `/repos/‹owner›/‹name›`. */
  readonly path: RegExp;
  /** `after`: the call takes effect, and its answer is lost. */
  readonly when: 'before' | 'after';
  /** What is answered; the connection is cut when it is `cut`, and held without a word when it is `silence`. */
  readonly answer:
    | {
        readonly status: number;
        readonly message: string;
        readonly headers?: Readonly<Record<string, string>>;
      }
    | 'cut'
    | 'silence';
  /** How often it still strikes; counted down. */
  times: number;
}

/** The first fault that fits, counted. */
export function strike(faults: readonly Fault[], method: string, path: string): Fault | undefined {
  const fault = faults.find((each) => each.times > 0 && each.method === method && each.path.test(path));
  if (fault !== undefined) fault.times -= 1;
  return fault;
}
