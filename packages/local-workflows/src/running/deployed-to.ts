/**
 * The environment that a job names, and the one that it deploys to, for its deployment record, read from its file and from what its callers give.
 * Only what is known without running is understood: words, `inputs`, `vars`, `matrix`, and `||` between them.
 */
import { callTriggerOf, jobsIn, type Job, type WorkflowFile } from '../checking/workflow-files.ts';
import type { Entered } from './job-paths.ts';

export interface Known {
  readonly entered: readonly Entered[];
  /** As published. @param workflow `owner/name/.github/workflows/x.yml` */
  readonly fileOf: (workflow: string) => WorkflowFile | undefined;
  /** Of the event. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Of the repository. */
  readonly variables: Readonly<Record<string, string>>;
}

/** @param path of the job. @returns undefined for a job that makes no record, or whose environment is not known. */
export function deployedTo(path: string, known: Known): string | undefined {
  const { environment } = jobAt(path, known)?.job ?? {};
  if (typeof environment === 'object' && environment.deployment === false) return undefined;
  return environmentOf(path, known)?.name;
}

export interface JobEnvironment {
  readonly name: string;
  /** That the job reads, of the environment or of the repository. */
  readonly variables: readonly string[];
}

/** @param path of the job. @returns undefined for a job without one, or whose environment is not known. */
export function environmentOf(path: string, known: Known): JobEnvironment | undefined {
  const found = jobAt(path, known);
  const { environment = '' } = found?.job ?? {};
  const text = typeof environment === 'string' ? environment : (environment.name ?? '');
  const name = found === undefined ? undefined : valueOf(text, found, known);
  if (name === undefined || name === '') return undefined;
  const read = JSON.stringify(found?.job).matchAll(/\bvars\.([A-Za-z_]\w*)/g);
  return { name, variables: [...new Set([...read].map(([, variable = '']) => variable))].sort() };
}

interface Found {
  /** Of the job. */
  readonly path: string;
  readonly job: Job;
  /** The workflow that it is in. */
  readonly call: Entered;
}

function jobAt(path: string, { entered, fileOf }: Known): Found | undefined {
  const above = entered.filter((each) => each.path === '' || path.startsWith(`${each.path}/`));
  const [call] = above.toSorted((one, other) => other.path.length - one.path.length);
  const file = call === undefined ? undefined : fileOf(call.workflow);
  if (call === undefined || file === undefined) return undefined;
  const id = path.slice(call.path === '' ? 0 : call.path.length + 1).replace(/ \(.*\)$/, '');
  const [, job] = jobsIn(file).find(([name]) => name === id) ?? [];
  return job === undefined ? undefined : { path, job, call };
}

/** undefined for what is not understood. */
function valueOf(text: string, found: Found, known: Known): string | undefined {
  const values = [...text.matchAll(expression)].map(([, inner = '']) => alternativesOf(inner, found, known));
  if (values.includes(undefined)) return undefined;
  return text.replaceAll(expression, () => values.shift() ?? '');
}

const expression = /\$\{\{(.*?)\}\}/gs;

function alternativesOf(inner: string, found: Found, known: Known): string | undefined {
  const terms = inner.split('||').map((term) => termOf(term.trim(), found, known));
  return terms.includes(undefined) ? undefined : (terms.find((term) => term !== '') ?? '');
}

function termOf(term: string, found: Found, known: Known): string | undefined {
  const [, words] = /^'([^']*)'$/.exec(term) ?? [];
  if (words !== undefined) return words;
  const [, variable] = /^vars\.([\w-]+)$/.exec(term) ?? [];
  if (variable !== undefined) return known.variables[variable] ?? '';
  const [, key] = /^matrix\.([\w-]+)$/.exec(term) ?? [];
  if (key !== undefined) return ofMatrix(key, found);
  const [, input] = /^(?:github\.event\.)?inputs\.([\w-]+)$/.exec(term) ?? [];
  return input === undefined ? undefined : inputOf(input, found.call, known);
}

/** The name of a job of a matrix has its values, in the order of the keys: `release (web, eu)`. */
function ofMatrix(key: string, { path, job }: Found): string | undefined {
  const [, values] = / \(([^()/]*)\)$/.exec(path) ?? [];
  const at = Object.keys(Object(job.strategy?.matrix) as object).indexOf(key);
  return at === -1 ? undefined : values?.split(', ')[at];
}

function inputOf(name: string, call: Entered, known: Known): string | undefined {
  if (call.path === '') return shown(known.inputs[name]);
  const caller = jobAt(call.path, known);
  const given = caller?.job.with?.[name];
  if (caller !== undefined && given !== undefined) return valueOf(shown(given), caller, known);
  const file = known.fileOf(call.workflow);
  return shown(file === undefined ? undefined : callTriggerOf(file)?.inputs?.[name]?.default);
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
