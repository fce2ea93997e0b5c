/** What is said of one finding beside its names: why it matters, or why it is not counted. */
import { isCounted, type LeftOut, type ListedFinding } from '../judging/assessed.ts';
import type { JudgedImage } from '../judged-image.ts';
import { day } from '../policy/days.ts';
import { shortText } from './short-text.ts';

const longestName = 120;

const leftOutWords: Readonly<Record<LeftOut, string>> = {
  'no-fix': 'no fix',
  'not-new': 'not new',
  package: 'its package',
  path: 'its path',
};

/** Each in a few words: `new`, `known exploited`, `EPSS 0.87`, `45 d old`, `danger unknown`, `not counted: no fix`. */
export function notesOf(finding: ListedFinding, judged: Pick<JudgedImage, 'judgedAt'>): readonly string[] {
  return [
    ...(finding.standing === 'introduced' ? ['new'] : []),
    ...(finding.knownExploited === true ? ['known exploited'] : []),
    ...epssNote(finding),
    ...ageNote(finding, judged),
    ...(finding.breaches.includes('danger-unknown') ? ['danger unknown'] : []),
    ...(finding.isSuppressedByInspector ? ['suppressed in Inspector'] : []),
    ...(finding.leftOut === undefined ? [] : [`not counted: ${leftOutWords[finding.leftOut]}`]),
  ];
}

function epssNote({ epss, breaches }: ListedFinding): readonly string[] {
  return epss !== undefined && breaches.includes('epss') ? [`EPSS ${epssInWords(epss)}`] : [];
}

/** Only where it breaks a rule: most ages decide nothing. */
function ageNote(
  { knownSince, breaches }: ListedFinding,
  { judgedAt }: Pick<JudgedImage, 'judgedAt'>,
): readonly string[] {
  if (knownSince === undefined || !breaches.includes('age')) return [];
  return [`${String(Math.max(0, Math.floor((judgedAt - knownSince) / day)))} d old`];
}

/** Never rounded to a threshold that it passed. */
export const epssInWords = (epss: number): string => String(Math.round(epss * 10_000) / 10_000);

/** The version that repairs it, else what is known of a fix; '' where the scanner does not say. */
export function fixInWords({ fix, fixedIn }: Pick<ListedFinding, 'fix' | 'fixedIn'>): string {
  if (fixedIn !== undefined) return fix === 'partial' ? `${fixedIn} (partly)` : fixedIn;
  return fix === undefined ? '' : { yes: 'yes', partial: 'partly', no: 'none' }[fix];
}

/** Those for which the image may not pass: of a severity beyond its budget, or breaking a rule by themselves. */
export function decidingFindings({
  listed,
  judgement,
}: Pick<JudgedImage, 'listed' | 'judgement'>): readonly ListedFinding[] {
  const over = new Set(judgement.excesses.map(({ severity }) => severity));
  return listed.filter(
    (finding) => isCounted(finding) && (over.has(finding.severity) || finding.breaches.length > 0),
  );
}

/** Counted ones on CISA's list, where the policy wants a warning of them. */
export function exploitedToWarnOf({
  listed,
  policy,
}: Pick<JudgedImage, 'listed' | 'policy'>): readonly ListedFinding[] {
  if (policy.kev !== 'warn') return [];
  return listed.filter((finding) => isCounted(finding) && finding.knownExploited === true);
}

/** `CVE-2026-0001 in openssl 1.0`, on one line that is never long. */
export function nameOf({
  id,
  package: name,
  version,
}: Pick<ListedFinding, 'id' | 'package' | 'version'>): string {
  const where = shortText(`${name} ${version}`, longestName);
  const which = shortText(id, longestName);
  return where === '' ? which : `${which} in ${where}`;
}
