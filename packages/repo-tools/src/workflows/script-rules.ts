/** Scripts: no value of an event, an input or a variable becomes part of one, in a workflow or in a composite action. */
import { parse } from 'yaml';
import { jobsOf, record, stepsOf, type Node } from '../workflow-nodes.ts';

/** @returns sentences, none when every value reaches its script through `env`. */
export function scriptProblems(path: string, content: string): readonly string[] {
  const document: unknown = parse(content);
  const steps = [record(record(document).runs), ...jobsOf(document).values()].flatMap(stepsOf);
  return steps.flatMap((step) =>
    scriptsOf(step)
      .filter((script) => script.includes('${{'))
      .map(() => `${path}: ${nameOf(step)} puts an expression into its script: hand it over by env.`),
  );
}

/** github-script takes one as an input; a shell may be an expression as well. */
const scriptsOf = ({ run, shell, with: given }: Node): readonly string[] =>
  [run, shell, record(given).script].filter((each) => typeof each === 'string');

function nameOf({ id, name, uses }: Node): string {
  const found = [id, name, uses].find((each) => typeof each === 'string');
  return found === undefined ? 'a step' : `step ${found}`;
}
