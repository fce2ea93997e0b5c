/** When each job said its first and its last word: what the seconds of a telling consist of. */

export interface Times {
  /** A line of a job; of the run as a whole when the job is empty. */
  hear(run: { readonly id: number }, job: string): void;
  /** Of a run, in seconds since the telling began; undefined where nothing was heard of it. */
  of(id: number): RunTimes | undefined;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface RunTimes extends Span {
  /** By path. */
  readonly jobs: Readonly<Record<string, Span>>;
}

/** @param now milliseconds of real time. */
export function times(now: () => number): Times {
  const began = now();
  const spans = new Map<number, Map<string, { readonly from: number; to: number }>>();
  return {
    hear: ({ id }, job) => {
      const at = Math.round((now() - began) / 100) / 10;
      const jobs = spans.get(id) ?? new Map<string, { from: number; to: number }>();
      spans.set(id, jobs);
      for (const each of new Set(['', job])) {
        const span = jobs.get(each);
        if (span === undefined) jobs.set(each, { from: at, to: at });
        else span.to = at;
      }
    },
    of: (id) => {
      const { '': whole, ...jobs } = Object.fromEntries(spans.get(id) ?? []);
      return whole && { ...whole, jobs };
    },
  };
}
