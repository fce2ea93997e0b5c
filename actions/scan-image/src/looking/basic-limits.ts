/** What can't be asked where ECR scans with basic scanning, which tells of packages and severities and nothing else. */
import { inputFailure, type Failure } from '@slipway/action-kit/failures';
import type { Settings } from '../settings.ts';

/** Undefined when nothing is asked that basic scanning can't answer: a gate without its data would be an open one. */
export function refusedOnBasic({ policy, kevFile, epssFile }: Settings): Failure | undefined {
  const asked = [
    ...(policy.fixableOnly ? ['`fixable-only` (it tells no fixes)'] : []),
    ...(policy.maxAge.size > 0 ? ['`max-age` (it tells neither fixes nor dates)'] : []),
    ...(policy.paths.length > 0 ? ['`paths` (it tells no paths)'] : []),
    ...(policy.kev !== 'off' && kevFile === undefined ? ['`kev` without `kev-file`'] : []),
    ...(policy.epssAbove !== undefined && epssFile === undefined ? ['`epss-above` without `epss-file`'] : []),
  ];
  if (asked.length === 0) return undefined;
  const files = asked.some((each) => each.endsWith('-file`')) ? ' give `kev-file` or `epss-file`,' : '';
  return inputFailure({
    code: 'enhanced-scanning-needed',
    what: 'The policy asks for more than basic scanning knows',
    why: asked.join(', '),
    hint: `Take it out of the policy,${files} or turn on enhanced scanning (Inspector) for this registry. Nothing was changed.`,
  });
}
