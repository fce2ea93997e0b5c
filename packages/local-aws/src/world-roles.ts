/** The policies of a world's roles, read as IAM would read them: each mistake with its place in the file. Pure. */
import { readPolicy } from './iam/read-policy.ts';
import type { PolicyKind } from './iam/condition-keys.ts';
import type { World } from './world.ts';
import { pathText, type WorldPath } from './world-lines.ts';
import type { WorldProblem } from './world-schema.ts';

export function policyProblems({ roles = [] }: World): WorldProblem[] {
  return roles.flatMap(({ policies, boundary, trust }, at) => [
    ...policies.flatMap((policy, each) => problemsAt(['roles', at, 'policies', each], policy, 'identity')),
    ...problemsAt(['roles', at, 'boundary'], boundary, 'identity'),
    ...problemsAt(['roles', at, 'trust'], trust, 'trust'),
  ]);
}

function problemsAt(place: WorldPath, policy: unknown, kind: PolicyKind): WorldProblem[] {
  if (policy === undefined) return [];
  return readPolicy(policy, kind).problems.map(({ path, sentence }) => ({
    path: [...place, ...path],
    sentence: `${pathText([...place, ...path])}: ${sentence}`,
  }));
}
