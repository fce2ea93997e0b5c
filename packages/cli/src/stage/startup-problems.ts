/**
 * What GitHub would not even start, and shows no log of: calls of Slipway's workflows with inputs that they don't have or
 * without those that they need, with too few permissions, and names that Slipway has nothing for. act runs some of it
 * all the same. Pure, but for the contracts, which are a port.
 */
import { nearest } from '@slipway/action-kit/nearest';
import { parseDocument, isMap, isScalar, type Document, LineCounter } from 'yaml';
import { callerProblems } from '../../../../.github/actions/preflight/src/calling/caller-permissions.ts';

export interface WorkflowSource {
  /** Below the repository. */
  readonly path: string;
  readonly text: string;
}

/** Inputs of a callable workflow, those that must be given with `true`; undefined when there is none of that path. */
export type InputsOf = (path: string) => Readonly<Record<string, boolean>> | undefined;

export interface Contracts {
  readonly inputsOf: InputsOf;
  /** Paths of all that can be used: `actions/x`, `.github/workflows/y.yml`. */
  readonly paths: readonly string[];
}

interface Place {
  readonly uses: string;
  readonly line: number;
  /** Name of the job. */
  readonly job: string;
  /** Names under `with` of a job that calls a workflow; undefined for a step. */
  readonly given: readonly string[] | undefined;
}

/** @returns one sentence a problem, with file and line before it. */
export function startupProblems({ path, text }: WorkflowSource, contracts: Contracts): readonly string[] {
  const at = (line: number, sentence: string): string => `${path}:${String(line)}: ${sentence}`;
  const permissions = callerProblems(text).map(({ line, what, why, hint }) =>
    at(line, `${what}: ${why}. ${hint}`),
  );
  const uses = usesIn(text).flatMap((place) =>
    problemsOf(place, contracts).map((sentence) => at(place.line, sentence)),
  );
  return [...permissions, ...uses];
}

function problemsOf(place: Place, { inputsOf, paths }: Contracts): readonly string[] {
  const path = /^slipway-actions\/slipway\/([^@]+)@/.exec(place.uses)?.[1];
  if (path === undefined) return [];
  const kinds = paths.filter((each) => each.endsWith('.yml') === (place.given !== undefined));
  if (!kinds.includes(path)) return [`Slipway has no \`${path}\`: ${meant(path, kinds)}`];
  return place.given === undefined ? [] : inputProblems(path, place.job, place.given, inputsOf(path) ?? {});
}

function inputProblems(
  path: string,
  job: string,
  given: readonly string[],
  known: Readonly<Record<string, boolean>>,
): readonly string[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const missing = Object.keys(known).filter((input) => known[input] === true && !given.includes(input));
  const unknown = given.filter((input) => !Object.hasOwn(known, input));
  return [
    ...missing.map(
      (input) =>
        `The job \`${job}\` calls ${name} without \`${input}\`: GitHub would refuse the whole run, without a log. Add \`${input}:\` under its \`with:\`.`,
    ),
    ...unknown.map(
      (input) =>
        `${name} has no input \`${input}\`, which the job \`${job}\` gives: ${meant(input, Object.keys(known))}`,
    ),
  ];
}

function meant(wrong: string, right: readonly string[]): string {
  const near = nearest(wrong, right);
  return near === undefined ? `there are ${right.join(', ')}.` : `did you mean \`${near}\`?`;
}

/** Every `uses` of jobs and steps. */
function usesIn(text: string): readonly Place[] {
  const lines = new LineCounter();
  const document: Document = parseDocument(text, { lineCounter: lines });
  const jobs = document.get('jobs');
  if (!isMap(jobs)) return [];
  const names = jobs.items.map(({ key }) => (isScalar(key) ? String(key.value) : ''));
  return names.flatMap((job) => {
    const lineOf = (path: readonly (string | number)[]): number => {
      const node = document.getIn(path, true);
      return isScalar(node) && node.range ? lines.linePos(node.range[0]).line : 1;
    };
    const at = (path: readonly (string | number)[], given?: readonly string[]): readonly Place[] => {
      const uses = document.getIn([...path, 'uses']);
      return typeof uses === 'string' ? [{ uses, job, given, line: lineOf([...path, 'uses']) }] : [];
    };
    const steps = document.getIn(['jobs', job, 'steps']) as
      { readonly items?: readonly unknown[] } | undefined;
    return [
      ...at(['jobs', job], keysOf(document.getIn(['jobs', job, 'with']))),
      ...(steps?.items ?? []).flatMap((_, index) => at(['jobs', job, 'steps', index])),
    ];
  });
}

const keysOf = (value: unknown): readonly string[] =>
  isMap(value) ? value.items.map(({ key }) => (isScalar(key) ? String(key.value) : '')) : [];
