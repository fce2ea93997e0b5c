/**
 * Rule 3: in a job with an environment, `vars.NAME` is the variable of that environment, else the repository's. act
 * knows no environments: the run hands all of them over as one variable, and the job reads from there. That is so once
 * the job runs, in its steps, env and outputs: what GitHub decides before (`if`, `concurrency`, the environment's name)
 * sees the repository's alone.
 */
import { Scalar, type YAMLMap } from 'yaml';
import type { Edit } from './edits.ts';
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

export function environmentVariableEdits(text: string, root: YAMLMap): readonly Edit[] {
  return jobsOf(root).flatMap(({ map }) => {
    const environment = environmentOf(map);
    if (environment === undefined) return [];
    // An environment that nobody has made yet has no variables of its own.
    const there = `(fromJSON(vars.${environmentsVariable})[${environment}] || vars)`;
    return [...['steps', 'env', 'outputs'].flatMap((key) => valuesBelow(map.get(key, true)))].flatMap(
      (scalar) => edited(text, scalar, there, conditionsOf(map)),
    );
  });
}

/** The `if` of steps: expressions also without braces. */
const conditionsOf = (job: YAMLMap): ReadonlySet<Scalar> =>
  new Set(itemsAt(job, 'steps').flatMap((step) => scalarAt(step, 'if') ?? []));

function edited(
  text: string,
  scalar: Scalar,
  there: string,
  conditions: ReadonlySet<Scalar>,
): readonly Edit[] {
  const { start, end } = placeOf(scalar);
  const was = text.slice(start, end);
  const quotes = scalar.type === Scalar.QUOTE_SINGLE;
  const inner = quotes ? was.slice(1, -1).replaceAll("''", "'") : was;
  const isBare = conditions.has(scalar) && !inner.includes('${{');
  const is = (isBare ? withVariablesOf : withVariablesInText)(inner, there);
  if (is === inner) return [];
  return [{ kind: 'environment-variables', start, was, is: quotes ? `'${is.replaceAll("'", "''")}'` : is }];
}
