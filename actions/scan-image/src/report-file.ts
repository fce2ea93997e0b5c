/** The JSON report: everything that was found, for whoever reads on by machine. */
import type { Scanned } from './scanned.ts';

/** JSON indented by two spaces, with a line feed at the end; members that are unknown are left out. */
export function reportFile({
  repository,
  digest,
  tag,
  platforms,
  findings,
  gaps,
  rules,
  judgement,
}: Scanned): string {
  const { verdict, reason, allowed, counts, excesses } = judgement;
  const report = {
    repository,
    digest,
    tag,
    platforms,
    mode: rules.mode,
    verdict,
    reason,
    allowed,
    counts,
    budgets: Object.fromEntries(rules.budgets),
    exceeded: excesses.map(({ severity }) => severity),
    gaps,
    findings,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
