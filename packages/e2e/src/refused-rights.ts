/** What roles were refused that were to be enough, and what the guard at moto's door did not know. */
import type { LiveRoles } from './live-roles.ts';

/** @returns a sentence for each. */
export function refusedRights({
  refused,
  puzzled,
}: Pick<LiveRoles, 'refused' | 'puzzled'>): readonly string[] {
  const others = [...refused].filter((each) => !askedInVain.test(each));
  return [...puzzled, ...others.map((each) => `a role was refused: ${each}`)];
}

/** terraform/stack looks which stack is to come first, and takes a no for an answer. */
const askedInVain = /^slipway-plan: s3:GetObject on .*\/bootstrap\.tfstate$/;
