/** Every rule beyond the schema, by subject. The README's table is made of this list. */
import type { Rule } from './finding.ts';
import { containerRules } from './rules/containers.ts';
import { fargateSizeRules } from './rules/fargate-size.ts';
import { nameRules } from './rules/names.ts';
import { taskSizeRules } from './rules/task-size.ts';
import { unwiseRules } from './rules/unwise.ts';

export const rules: readonly Rule[] = [
  ...nameRules,
  ...containerRules,
  ...taskSizeRules,
  ...fargateSizeRules,
  ...unwiseRules,
];
