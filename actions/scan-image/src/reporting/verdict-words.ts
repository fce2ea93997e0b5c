/** The words that every report begins or ends with: which image it is about, and what was decided. */
import type { JudgedImage } from '../judged-image.ts';
import { severities, type Counts } from '../findings/severities.ts';

export const imageName = ({ repository, digest }: Pick<JudgedImage, 'repository' | 'digest'>): string =>
  `${repository}@${digest}`;

/** `failed, may not be deployed: 2 critical (0 allowed).` */
export function verdictInWords({ judgement: { verdict, allowed, reason } }: JudgedImage): string {
  return `${verdict}, ${allowed ? 'may be deployed' : 'may not be deployed'}: ${reason}.`;
}

/** What mode report comes to; undefined in mode gate. */
export function gateOffInWords({ mode, judgement }: JudgedImage): string | undefined {
  if (mode === 'gate') return undefined;
  const held = judgement.verdict === 'passed' ? 'nothing would have been held back' : 'nothing is held back';
  return `The gate was off (mode: report): ${held}.`;
}

/** What is allowed without having passed must catch the eye. */
export function iconOf({ judgement: { verdict, allowed, warns } }: JudgedImage): string {
  if (!allowed) return '❌';
  return verdict === 'passed' && !warns ? '✅' : '⚠️';
}

/** The gaps that the verdict does not tell already. */
export const furtherGaps = ({ gaps, judgement }: JudgedImage): JudgedImage['gaps'] =>
  gaps.filter(
    ({ platform, gap, reason }) =>
      judgement.verdict !== gap || judgement.reason !== `${platform === '' ? '' : `${platform}: `}${reason}`,
  );

/** Whether anybody looked into a part of the image: what was never read has no counts, not even none. */
export const isKnown = ({ parts }: JudgedImage): boolean =>
  parts.some(({ scannedAt }) => scannedAt !== undefined);

/** `2 critical, 1 low`; `none`. */
export function countsInWords(counts: Counts): string {
  const some = severities.filter((severity) => counts[severity] > 0);
  return some.length === 0
    ? 'none'
    : some.map((severity) => `${String(counts[severity])} ${severity}`).join(', ');
}

/** `1 finding`, `3 findings`. */
export const counted = (number: number, one: string): string =>
  `${String(number)} ${one}${number === 1 ? '' : 's'}`;

/** `2026-11-22 10:30 UTC`. */
export const timeInWords = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
