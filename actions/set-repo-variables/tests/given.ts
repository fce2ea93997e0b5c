/** Inputs as the runner would hand them over, read as a run reads them. */
import { readFileSync } from 'node:fs';
import { readInputs } from '@slipway/action-kit/inputs';
import { readActionYaml } from '../../../packages/repo-tools/src/action-yaml.ts';
import { inputs, type Inputs } from '../src/inputs.ts';

const action = readActionYaml('action.yml', readFileSync(new URL('../action.yml', import.meta.url), 'utf8'));

export const defaults: Readonly<Record<string, string>> = Object.fromEntries(
  action.inputs.map(({ name, default: value = '' }) => [name, value]),
);

/** With the defaults of action.yml, and a token. */
export const given = (values: Readonly<Record<string, string>> = {}): Inputs =>
  readInputs(inputs, (name) => ({ ...defaults, token: 'github_pat_ours', ...values })[name] ?? '');
