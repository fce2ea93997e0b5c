/**
 * What a job hands on. GitHub drops, without an error, an output that holds a masked value, and the account number of a
 * caller may be one: so no job gives an ARN or the address of an image.
 */
import { parse } from 'yaml';
import { jobsOf, record } from '../workflow-nodes.ts';

/** Outputs of our actions, and of others', that hold an account number; and variables that do. */
const maskable =
  /\bsteps\.[\w-]+\.outputs\.(?:image|registry|[\w-]*-?arn|aws-account-id)\b|\bvars\.(?:AWS_ROLE_\w+|\w+_ARN)\b/g;

/** @returns sentences, none when no output could be dropped. */
export function outputProblems(path: string, content: string): readonly string[] {
  return [...jobsOf(parse(content))].flatMap(([name, job]) =>
    Object.entries(record(job.outputs)).flatMap(([output, value]) =>
      [...String(value).matchAll(maskable)].map(
        ([what]) =>
          `${path}: job ${name} hands on ${what} as ${output}, which GitHub drops when it is masked.`,
      ),
    ),
  );
}
