/** Where the policy comes from, in words. */
import type { PolicySource } from '../policy/policy-source.ts';

/** @returns undefined when there is no policy file. */
export function policySourceInWords(source: PolicySource | undefined): string | undefined {
  if (source === undefined) return undefined;
  const { path, sets, overruled } = source;
  const said = sets.length === 0 ? 'sets nothing that holds' : `sets ${sets.join(', ')}`;
  const unsaid =
    overruled.length === 0 ? '' : `; the inputs of the step win over its ${overruled.join(', ')}`;
  return `The policy file ${path} ${said}${unsaid}.`;
}
