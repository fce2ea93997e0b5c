/** What the trust policy of a role says to somebody who wants to assume it. Pure. */
import { isAbout } from './judge.ts';
import type { Keys, Policy, Statement } from './policy.ts';

export interface Applicant {
  /** `sts:AssumeRoleWithWebIdentity` */
  readonly action: string;
  readonly kind: 'AWS' | 'Federated';
  /** All that a policy may call it. */
  readonly names: readonly string[];
  readonly keys: Keys;
}

/** @returns by which of its names it is trusted; undefined when it is not */
export function trustedAs({ statements }: Policy, applicant: Applicant): readonly string[] | undefined {
  const { action, keys } = applicant;
  const about = statements.filter(
    (statement) =>
      namesIn(statement, applicant).length > 0 && isAbout(statement, { action, resource: '*', keys }),
  );
  if (about.some(({ effect }) => effect === 'Deny') || about.length === 0) return undefined;
  return about.flatMap((statement) => namesIn(statement, applicant));
}

/** `*` is everybody. */
const namesIn = ({ principals }: Statement, { kind, names }: Applicant): readonly string[] =>
  (principals[kind] ?? []).filter((name) => name === '*' || names.includes(name));
