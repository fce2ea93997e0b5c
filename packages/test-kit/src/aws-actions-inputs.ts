/**
 * The inputs of the action of aws-actions whose place one of ours takes: as our page lists them, and as that action
 * declares them itself, where a copy of it lies beside this repository.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface AwsActionsInputs {
  /** All of them, as the migration table of the README is generated from. */
  readonly listed: readonly string[];
  /** In the order of its action.yml; undefined where there is no copy. */
  readonly declared: readonly string[] | undefined;
  /** For the name of a test that can't be run without a copy; empty where there is one. */
  readonly unlessRun: string;
}

const repository = new URL('../../../', import.meta.url);

/** @param ours the folder of our action. @param theirs the name of their repository. */
export function awsActionsInputs(ours: string, theirs: string): AwsActionsInputs {
  const page = new URL(`actions/${ours}/page/aws-actions-inputs.yml`, repository);
  const copy = new URL(`../shared/peers/${theirs}/action.yml`, repository);
  const isThere = existsSync(copy);
  return {
    listed: (read(page) as readonly { readonly name: string }[]).map(({ name }) => name),
    declared: isThere ? Object.keys((read(copy) as { readonly inputs: object }).inputs) : undefined,
    unlessRun: isThere ? '' : ' (not run: no copy of their action lies beside this repository)',
  };
}

const read = (file: URL): unknown => parse(readFileSync(file, 'utf8'));
