/**
 * When a job of a workflow runs: its `if`, evaluated by GitHub's own library over how the jobs ended that it needs. It
 * stands apart from the rules, which read what is written: here is asked what follows from it.
 */
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import type { FunctionDefinition } from '@actions/expressions/funcs/info';
import { ensureStatusFunction } from '@actions/workflow-parser/model/converter/if-condition';
import type { Node } from '../workflow-nodes.ts';

export const results = ['success', 'failure', 'cancelled', 'skipped'] as const;

/** How a job ended. */
export interface End {
  readonly result: (typeof results)[number];
  readonly outputs: Readonly<Record<string, string>>;
}

export type Ends = ReadonlyMap<string, End>;

export interface Situation {
  /** Of the jobs under `needs`. */
  readonly needs: Ends;
  /** Of those and of all that these needed: what `success()` and the like ask for. */
  readonly ancestors: Ends;
  /** What `inputs`, `github` and `vars` say. */
  readonly contexts: Readonly<Record<string, object>>;
}

const contexts = ['github', 'inputs', 'vars', 'needs'];
const statusFunctions = ['success', 'failure', 'cancelled', 'always'];
const noArguments = statusFunctions.map((name) => ({ name, minArgs: 0, maxArgs: 0 }));

/** @throws Error for a condition that GitHub would not take. */
export function runs(job: Node, situation: Situation): boolean {
  const tree = new Parser(new Lexer(conditionOf(job)).lex().tokens, contexts, noArguments).parse();
  const value = new Evaluator(tree, contextOf(situation), functionsOf(situation.ancestors)).evaluate();
  return isTrue(value);
}

/**
 * "A default status check of `success()` is applied unless you include one of these functions": GitHub's page about
 * expressions, *Status check functions*. The rule of what counts as including one is GitHub's own code.
 */
export function conditionOf({ if: condition }: Node): string {
  if (condition === undefined) return 'success()';
  if (typeof condition !== 'string') return ensured(JSON.stringify(condition));
  const [, inside = condition] = /^\s*\$\{\{([\s\S]*)\}\}\s*$/.exec(condition) ?? [];
  if (inside.includes('${{')) throw new Error(`\`${condition}\` is a text, which is always true.`);
  return ensured(inside.trim());
}

const ensured = (condition: string): string =>
  ensureStatusFunction(condition, {
    allowedContext: [...contexts, ...statusFunctions.map((name) => `${name}(0,0)`)],
  } as unknown as Parameters<typeof ensureStatusFunction>[1]);

function contextOf({ needs, contexts: given }: Situation): data.Dictionary {
  const all = { github: {}, inputs: {}, vars: {}, ...given, needs: Object.fromEntries(needs) };
  const value = dataOf(all);
  return value instanceof data.Dictionary ? value : new data.Dictionary();
}

const dataOf = (value: unknown): data.ExpressionData =>
  JSON.parse(JSON.stringify(value), data.reviver) as data.ExpressionData;

function functionsOf(ancestors: Ends): Map<string, FunctionDefinition> {
  const ended = [...ancestors.values()].map(({ result }) => result);
  const answers: Readonly<Record<string, boolean>> = {
    success: ended.every((result) => result === 'success'),
    failure: ended.includes('failure'),
    // A job is cancelled when the run is.
    cancelled: ended.includes('cancelled'),
    always: true,
  };
  return new Map(
    noArguments.map((each) => [
      each.name,
      { ...each, call: () => new data.BooleanData(answers[each.name] ?? false) },
    ]),
  );
}

const isTrue = (value: data.ExpressionData): boolean =>
  value.kind === data.Kind.Boolean
    ? value.value
    : value.coerceString() !== '' && value.coerceString() !== '0';
