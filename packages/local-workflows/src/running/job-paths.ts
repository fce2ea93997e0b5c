/**
 * Which job a line of act is of. act names a job by its workflow and by the job that called that workflow, and no
 * further up, so `deploy/deploy/gate` may be in two releases of one run. The way down is kept here as the calls begin,
 * and each job gets a path of job ids: `release/deploy/gate`, with the values of its matrix, `release (1)/deploy/gate`.
 */
import type { ActLine } from './act-lines.ts';

/** A workflow of the run: the caller's, whose path is empty, or one that a job calls. */
export interface Entered {
  readonly path: string;
  /** `owner/name/.github/workflows/x.yml` */
  readonly workflow: string;
}

interface Call extends Entered {
  /** With what act begins the names of its jobs. */
  readonly prefix: string;
  readonly seen: Set<string>;
}

export interface JobPaths {
  /** undefined for a line that is of no job. */
  of(line: ActLine): string | undefined;
  /** In the order in which they began; the first is the caller's. */
  readonly entered: readonly Entered[];
}

/** act writes this when a job begins a workflow of a repository that is on this machine. */
const begins =
  /^LocalRepositoryCache read cachedir (\S+?)@\S* with ref \S+ and subpath '(\.github\/workflows\/[^']+)'/;

/**
 * @param first the caller's workflow.
 * @param nameOf its `name:`, or the file's name, of `owner/name/.github/workflows/x.yml`.
 */
export function jobPaths(first: string, nameOf: (workflow: string) => string): JobPaths {
  const calls: Call[] = [{ path: '', workflow: first, prefix: `${nameOf(first)}/`, seen: new Set() }];
  const of = (line: ActLine): string | undefined => {
    const label = line.job?.trimEnd();
    if (label === undefined || line.jobID === undefined) return undefined;
    const call = callOf(calls, label, line);
    const id = `${line.jobID}${shownMatrix(line.matrix)}`;
    const path = call.path === '' ? id : `${call.path}/${id}`;
    if (line.jobResult !== undefined) call.seen.add(label);
    const [, repository, file] = begins.exec(line.msg) ?? [];
    if (repository !== undefined && file !== undefined) {
      const workflow = `${repository}/${file}`;
      const prefix = `${label.slice(call.prefix.length)}/${nameOf(workflow)}/`;
      calls.push({ path, workflow, prefix, seen: new Set() });
    }
    return path;
  };
  return { of, entered: calls };
}

/** The longest fitting prefix, and of equal ones the newest in which this job has not ended: older calls end first. */
function callOf(calls: readonly Call[], label: string, { jobResult }: ActLine): Call {
  const fitting = calls.filter(({ prefix }) => label.startsWith(prefix));
  const longest = Math.max(0, ...fitting.map(({ prefix }) => prefix.length));
  const alike = fitting.filter(({ prefix }) => prefix.length === longest);
  const going = alike.filter(({ seen }) => !seen.has(label));
  const found = (jobResult === undefined ? alike : going).at(-1) ?? alike.at(-1) ?? calls[0];
  if (found === undefined) throw new Error('A run has at least one workflow.');
  return found;
}

function shownMatrix(matrix: ActLine['matrix']): string {
  const values = Object.values(matrix ?? {});
  const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
  return values.length === 0 ? '' : ` (${values.map(text).join(', ')})`;
}
