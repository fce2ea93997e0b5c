/** What of Slipway can be used, and with which inputs: read from what is served. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Contracts } from './startup-problems.ts';

interface WorkflowText {
  readonly on?: {
    readonly workflow_call?: {
      readonly inputs?: Readonly<Record<string, { readonly required?: boolean } | null>>;
    } | null;
  };
}

/** @param folder has the actions and workflows of Slipway. */
export function contractsIn(folder: string): Contracts {
  const names = (path: string): readonly string[] =>
    existsSync(join(folder, path)) ? readdirSync(join(folder, path)).map((name) => `${path}/${name}`) : [];
  const workflows = names('.github/workflows').filter((path) => !/\/ci-[^/]*$/.test(path));
  const inputsOf = (path: string): Readonly<Record<string, boolean>> | undefined => {
    if (!workflows.includes(path)) return undefined;
    const { on } = parse(readFileSync(join(folder, path), 'utf8')) as WorkflowText;
    const inputs = Object.entries(on?.workflow_call?.inputs ?? {});
    return Object.fromEntries(inputs.map(([name, input]) => [name, input?.required === true]));
  };
  return { inputsOf, paths: [...workflows, ...names('actions')] };
}
