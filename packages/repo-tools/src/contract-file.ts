/** The text of an action's src/contract.ts: the names of its inputs and outputs as literal tuples. */
import type { ActionYaml } from './action-yaml.ts';

const widest = 110;

/** @param name the folder of the action. */
export function contractFile(name: string, action: ActionYaml): string {
  return [
    '// Generated from action.yml by `npm run generate`. Do not edit.',
    'export const contract = {',
    `  name: '${name}',`,
    tuple(
      'inputs',
      action.inputs.map((input) => input.name),
    ),
    tuple(
      'outputs',
      action.outputs.map((output) => output.name),
    ),
    '} as const;',
    '',
  ].join('\n');
}

function tuple(key: string, names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`);
  const line = `  ${key}: [${quoted.join(', ')}],`;
  if (line.length <= widest) return line;
  return [`  ${key}: [`, ...quoted.map((name) => `    ${name},`), '  ],'].join('\n');
}
