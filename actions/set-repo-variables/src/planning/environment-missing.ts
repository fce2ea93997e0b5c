/** Whether the environment has to be made first: GitHub shows a missing one and one that can't be seen alike. */
import type { Target } from '../asking/target.ts';
import type { TargetEnvironment } from '../ports.ts';

/** Asks only when it may be made: without that its variables tell. */
export async function environmentMissing(
  target: Target,
  environment: Pick<TargetEnvironment, 'exists'>,
): Promise<boolean> {
  if (target.scope !== 'environment' || !target.create) return false;
  return !(await environment.exists());
}
