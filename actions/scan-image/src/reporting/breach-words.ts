/** What single findings break, or would break, whatever the budgets say: a line for each rule, with the first of its findings. */
import type { Breach, ListedFinding } from '../judging/assessed.ts';
import type { JudgedImage } from '../judged-image.ts';
import { epssInWords, exploitedToWarnOf, nameOf } from './finding-words.ts';

/** How many findings a line can bear. */
const named = 5;

export function breachLines(judged: JudgedImage): readonly string[] {
  const { listed, policy } = judged;
  const breaking = (breach: Breach): readonly ListedFinding[] =>
    listed.filter(({ breaches }) => breaches.includes(breach));
  return [
    ...lineOf('Known to be exploited', breaking('known-exploited')),
    ...lineOf('Known to be exploited (a warning only: `kev: warn`)', exploitedToWarnOf(judged)),
    ...lineOf(`EPSS above ${epssInWords(policy.epssAbove ?? 0)}`, breaking('epss')),
    ...lineOf('Inspector does not tell how dangerous it is', breaking('danger-unknown')),
    ...lineOf('Fixable for longer than `max-age` allows', breaking('age')),
  ];
}

function lineOf(title: string, findings: readonly ListedFinding[]): readonly string[] {
  if (findings.length === 0) return [];
  const left = findings.length - named;
  const names = findings.slice(0, named).map(nameOf).join(', ');
  return [`${title}: ${names}${left > 0 ? `, and ${String(left)} more` : ''}`];
}
