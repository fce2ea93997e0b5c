/** What a policy may not have meant: limits that it takes away, and patterns that fit nothing. A sentence each. */
import { severities } from '../findings/severities.ts';
import type { Pattern } from '../policy/patterns.ts';
import type { Policy } from '../policy/policy.ts';
import { isCounted, type AssessedFinding } from './assessed.ts';
import { count } from './count.ts';

/** @param isWhole whether all of the image was read: only then it is known what fits nothing. */
export function policyWarnings(
  findings: readonly AssessedFinding[],
  policy: Policy,
  isWhole: boolean,
): readonly string[] {
  if (findings.length === 0) return [];
  return [
    ...unlimited(findings, policy),
    ...(isWhole
      ? idle(
          'packages',
          policy.packages,
          findings.map((finding) => finding.package),
        )
      : []),
    ...(isWhole
      ? idle(
          'paths',
          policy.paths,
          findings.flatMap(({ path }) => path ?? []),
        )
      : []),
  ];
}

function unlimited(findings: readonly AssessedFinding[], { budgets }: Policy): readonly string[] {
  const counts = count(findings.filter(isCounted));
  return severities
    .filter((severity) => severity === 'critical' || severity === 'high')
    .filter((severity) => counts[severity] > 0 && !budgets.has(severity))
    .map(
      (severity) =>
        `\`fail-on\` does not name ${severity}, so any number is allowed: ${String(counts[severity])} here.`,
    );
}

function idle(input: string, patterns: readonly Pattern[], values: readonly string[]): readonly string[] {
  return patterns
    .filter(({ fits }) => !values.some(fits))
    .map(({ text }) => `The pattern \`${text}\` of \`${input}\` fits nothing that was found.`);
}
