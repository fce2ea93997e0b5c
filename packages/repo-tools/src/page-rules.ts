/** "What is checked": every rule about a task definition, from the lists that the checker itself goes through. */
import { schemaRules } from '@slipway/task-definition/checking/against-schema';
import type { Breaks } from '@slipway/task-definition/checking/finding';
import { rules } from '@slipway/task-definition/checking/rules';
import { cell, table } from './readme-tables.ts';

const means: Readonly<Record<Breaks, string>> = {
  form: 'error: it would not reach ECS',
  registration: 'error: ECS refuses it',
  start: 'error: no task would start',
  nothing: 'warning',
};

export function rulesPart(): string {
  const rows = [...schemaRules, ...rules].map(({ name, says, breaks }) => [
    `\`${name}\``,
    cell(says),
    means[breaks],
  ]);
  return table(['rule', 'what it finds', 'error or warning'], rows).join('\n');
}
