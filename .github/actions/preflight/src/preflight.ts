/** The use case: look at variables, token and callers, and say all that is wrong at once. */
import { inputFailure, setupFailure, type Failure } from '@slipway/action-kit/failures';
import { wrongInputs } from '@slipway/action-kit/inputs';
import { checkCallers } from './calling/check-callers.ts';
import { tokenFailures } from './check-token.ts';
import type { Inputs } from './inputs.ts';
import type { Ports } from './ports.ts';
import { variableFailures } from './variables/check-variables.ts';

export interface Checked {
  readonly environment: string | undefined;
  /** How many of each were looked at. */
  readonly variables: number;
  readonly workflowFiles: number;
  readonly token: boolean;
  readonly failure: Failure | undefined;
}

/** @throws Failure where there is nothing to look at. */
export async function preflight(inputs: Inputs, ports: Ports): Promise<Checked> {
  const { environment, variables = [], token, workflows } = inputs;
  if (variables.length === 0 && !token && workflows === undefined)
    throw wrongInputs(['one of `variables`, `token` and `workflows` must say what to look for']);
  const { repository, hasToken } = ports;
  const fork = await ports.fork();
  const callers = workflows === undefined ? undefined : await checkCallers(workflows, ports);
  return {
    environment,
    variables: variables.length,
    workflowFiles: callers?.files ?? 0,
    token,
    failure: together([
      ...(inputs.requiresEnvironment && environment === undefined ? [noEnvironment()] : []),
      ...variableFailures({ environment, repository, variables, fork }),
      ...(token ? tokenFailures({ hasToken, fork, repository }) : []),
      ...(callers?.failures ?? []),
    ]),
  };
}

/** GitHub starts such a job without an environment: with the repository's variables, and nobody is asked. */
const noEnvironment = (): Failure =>
  inputFailure({
    code: 'environment-missing',
    what: 'The input environment of the workflow must be the name of a GitHub environment, but is empty',
    why: 'the job would run without its variables, its protection rules and its roles',
    hint: 'Write the name, such as `environment: production`; where it comes from a variable, see that it is set.',
  });

/** One as it is; of several each is an annotation. */
function together(failures: readonly Failure[]): Failure | undefined {
  const [first, ...others] = failures;
  if (first === undefined || others.length === 0) return first;
  const words = {
    code: 'preflight-failed',
    what: `${String(failures.length)} things keep this job from its work`,
    hint: 'Nothing was changed.',
    details: failures.map(({ code, message, at }) => ({
      level: 'error' as const,
      title: `preflight: ${code}`,
      message,
      ...at,
    })),
  };
  return failures.every(({ kind }) => kind === 'input') ? inputFailure(words) : setupFailure(words);
}
