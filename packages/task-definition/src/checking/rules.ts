/** Every rule beyond the schema, by subject. The README's table is made of this list. */
import type { Rule } from './finding.ts';
import { containerRules } from './rules/containers.ts';

export const rules: readonly Rule[] = [...containerRules];
