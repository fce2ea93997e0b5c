/** What the target is given, name by name, for log and summary; of a payload its members, nested ones as JSON. */
import type { Target } from '../asking/target.ts';

export function givenOf(target: Target): readonly (readonly [name: string, value: string])[] {
  if (target.kind === 'workflow') return Object.entries(target.inputs);
  return Object.entries(target.clientPayload).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
}
