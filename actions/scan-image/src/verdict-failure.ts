/** The words of a red gate: what may not be deployed, why, and what to do next. */
import { outcomeFailure, type Failure } from '@slipway/action-kit/failures';
import type { Finding } from './findings.ts';
import type { Verdict } from './judge.ts';
import type { Scanned } from './scanned.ts';

/** How many findings a sentence can bear. */
const named = 3;

const hints: Readonly<Record<Exclude<Verdict, 'passed'>, string>> = {
  failed: 'Update these packages or the base image, or raise the budget with `fail-on`.',
  unscannable:
    'Build on a base image that ECR can scan, or decide with `on-unscannable` what this means here.',
  'timed-out': 'Run it again, raise `timeout`, or decide with `on-timed-out` what this means here.',
  'not-configured':
    'Turn on scanning for this repository (scan on push, or Inspector), or decide with `on-not-configured` what this means here.',
  archived: 'Restore the image in ECR, or push it again.',
};

/** Undefined when the image may be deployed, and in a dry run. */
export function verdictFailure({
  repository,
  digest,
  findings,
  judgement,
  dryRun,
}: Scanned): Failure | undefined {
  const { verdict, allowed, reason, excesses } = judgement;
  if (allowed || dryRun || verdict === 'passed') return undefined;
  const over = new Set(excesses.map(({ severity }) => severity));
  const worst = findings.filter(({ severity }) => over.has(severity));
  return outcomeFailure({
    code: `scan-${verdict}`,
    what: `${repository}@${digest} may not be deployed`,
    why: verdict === 'failed' ? `${reason}; worst: ${inWords(worst)}` : reason,
    hint: hints[verdict],
  });
}

function inWords(worst: readonly Finding[]): string {
  const more = worst.length > named ? `, and ${String(worst.length - named)} more` : '';
  const first = worst.slice(0, named).map(({ id, package: name, version, severity }) => {
    const where = `${name} ${version}`.trim();
    return `${id}${where === '' ? '' : ` in ${where}`} (${severity})`;
  });
  return `${first.join(', ')}${more}`;
}
