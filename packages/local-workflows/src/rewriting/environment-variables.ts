/**
 * Rule 3: in a job with an environment, `vars.NAME` is the variable of that environment, else the repository's. act
 * knows no environments: the run hands all of them over as one variable, and the job reads from there. That is so once
 * the job runs, in its steps, env and outputs: what GitHub decides before (`if`, `concurrency`, the environment's name)
 * sees the repository's alone.
 */
import { Scalar, type YAMLMap } from 'yaml';
import { lineOf, type Edit } from './edits.ts';
import { asExpression, withVariablesInText, withVariablesOf } from './expressions.ts';
import { itemsAt, jobsOf, mapAt, placeOf, scalarAt, valuesBelow } from './places.ts';

/** A JSON object: name of an environment → its variables over the repository's. */
export const environmentsVariable = 'SLIPWAY_ENVIRONMENTS';

/** @returns the job's environment as an expression without braces; undefined for a job without one. */
export function environmentOf(job: YAMLMap): string | undefined {
  const named = scalarAt(job, 'environment') ?? nameOf(mapAt(job, 'environment'));
  const text = named?.source ?? '';
  return text === '' ? undefined : asExpression(text);
}

const nameOf = (environment: YAMLMap | undefined): Scalar | undefined =>
  environment === undefined ? undefined : scalarAt(environment, 'name');

/** @throws Error for a part that is two jobs' by an alias, and would have to be written in two ways */
export function environmentVariableEdits(text: string, root: YAMLMap): readonly Edit[] {
  const edits = new Map<number, Edit>();
  for (const { name, map } of jobsOf(root)) {
    const environment = environmentOf(map);
    // An environment that nobody has made yet has no variables of its own.
    const there =
      environment === undefined ? 'vars' : `(fromJSON(vars.${environmentsVariable})[${environment}] || vars)`;
    const values = ['steps', 'env', 'outputs'].flatMap((key) => valuesBelow(map.get(key, true)));
    for (const scalar of values) {
      const edit = edited(text, scalar, there, conditionsOf(map));
      const other = edits.get(edit.start);
      if (other !== undefined && other.is !== edit.is) throw new Error(twice(name, lineOf(text, edit)));
      edits.set(edit.start, edit);
    }
  }
  return [...edits.values()].filter(({ was, is }) => was !== is);
}

const twice = (job: string, line: number): string =>
  `Line ${String(line)} can't be run by act: the job ${job} shares it by an alias with a job of another environment, and it reads \`vars\`. Write it out in both jobs.`;

/** The `if` of steps: expressions also without braces. */
const conditionsOf = (job: YAMLMap): ReadonlySet<Scalar> =>
  new Set(itemsAt(job, 'steps').flatMap((step) => scalarAt(step, 'if') ?? []));

function edited(text: string, scalar: Scalar, there: string, conditions: ReadonlySet<Scalar>): Edit {
  const { start, end } = placeOf(scalar);
  const was = text.slice(start, end);
  const quotes = scalar.type === Scalar.QUOTE_SINGLE;
  const inner = quotes ? was.slice(1, -1).replaceAll("''", "'") : was;
  const isBare = conditions.has(scalar) && !inner.includes('${{');
  const is = (isBare ? withVariablesOf : withVariablesInText)(inner, there);
  const written = quotes ? `'${is.replaceAll("'", "''")}'` : is;
  return { kind: 'environment-variables', start, was, is: is === inner ? was : written };
}
