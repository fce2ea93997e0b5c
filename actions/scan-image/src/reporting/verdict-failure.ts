/** The words of a red gate: what may not be deployed, why, and what to do next; the worst findings one by one. */
import type { Annotation } from '@slipway/action-kit/annotation';
import { outcomeFailure, type Failure } from '@slipway/action-kit/failures';
import type { Breach, ListedFinding } from '../judging/assessed.ts';
import type { Verdict } from '../judging/judgement.ts';
import type { JudgedImage } from '../judged-image.ts';
import { decidingFindings, fixInWords, nameOf, notesOf } from './finding-words.ts';
import { shortText } from './short-text.ts';
import { imageName } from './verdict-words.ts';

/** How many findings a sentence can bear. */
const named = 3;
/** GitHub shows ten errors of a step, and the failure itself is one. */
const mostDetails = 9;
/** Of a reason, and of what is said of one finding, in characters. */
const longest = 1000;

const hints: Readonly<Record<Exclude<Verdict, 'passed' | 'failed'>, string>> = {
  unscannable:
    'Build on a base image that ECR can scan, or decide with `on-unscannable` what this means here.',
  'timed-out': 'Run it again, raise `timeout`, or decide with `on-timed-out` what this means here.',
  'not-configured':
    'Turn on scanning for this repository (scan on push, or Inspector), or decide with `on-not-configured` what this means here.',
  archived: 'Restore the image in ECR, or push it again.',
};

/** Undefined when the image may be deployed, and in a dry run. */
export function verdictFailure(judged: JudgedImage): Failure | undefined {
  const { verdict, allowed, reason } = judged.judgement;
  if (allowed || judged.dryRun || verdict === 'passed') return undefined;
  const deciding = verdict === 'failed' ? decidingFindings(judged) : [];
  const said = shortText(reason, longest);
  return outcomeFailure({
    code: `scan-${verdict}`,
    what: `${imageName(judged)} may not be deployed`,
    why: deciding.length === 0 ? said : `${said}; worst: ${worstInWords(deciding)}`,
    hint: verdict === 'failed' ? failedHint(deciding, judged) : (judged.judgement.hint ?? hints[verdict]),
    details:
      deciding.length <= named ? [] : deciding.slice(0, mostDetails).map((each) => detailOf(each, judged)),
  });
}

function worstInWords(deciding: readonly ListedFinding[]): string {
  const more = deciding.length > named ? `, and ${String(deciding.length - named)} more` : '';
  const first = deciding.slice(0, named).map((finding) => `${nameOf(finding)} (${finding.severity})`);
  return `${first.join(', ')}${more}`;
}

const settings: Readonly<Record<Breach, string>> = {
  'known-exploited': '`kev`',
  epss: '`epss-above`',
  age: '`max-age`',
  'danger-unknown': '`kev` and `epss-above`, which files answer as well',
};

/** What repairs it, unless nothing does; the settings that were broken; and the way around one finding that has a reason. */
function failedHint(deciding: readonly ListedFinding[], { judgement }: JudgedImage): string {
  const isRepairable = deciding.some(({ fix }) => fix !== 'no');
  const broken = new Set(deciding.flatMap(({ breaches }) => breaches));
  const set = [
    ...(judgement.excesses.length > 0 ? ['`fail-on`'] : []),
    ...[...broken].map((breach) => settings[breach]),
  ];
  const first = isRepairable
    ? 'Update these packages or the base image'
    : 'Take another package or base image';
  return `${first}; accept one for a time in the \`ignore-file\`, or change ${set.join(' and ')}.`;
}

function detailOf(finding: ListedFinding, judged: JudgedImage): Annotation {
  const fix = fixInWords(finding);
  const repair = fix === '' ? '' : `; fixed in: ${fix}`;
  const notes = notesOf(finding, judged).map((note) => `; ${note}`);
  return {
    level: 'error',
    title: `scan-image: ${finding.severity}`,
    message: shortText(`${nameOf(finding)}${repair}${notes.join('')}`, longest),
  };
}
