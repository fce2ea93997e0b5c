/** What GitHub shows beside the run though the step is green: what is tolerated, and the ignores to look after. */
import type { Annotation } from '@slipway/action-kit/annotation';
import type { JudgedImage } from '../judged-image.ts';
import { exploitedToWarnOf, nameOf } from './finding-words.ts';
import { ignoreConcerns } from './ignore-words.ts';
import { shortText } from './short-text.ts';
import type { WrittenFiles } from './written-files.ts';
import { counted, imageName } from './verdict-words.ts';

/** GitHub shows this many of a kind for a step, the first ones; the log goes on with the rest. */
const shownByGithub = 10;
const named = 3;
const longestMessage = 1500;

export function annotationsOf(judged: JudgedImage, files: WrittenFiles): readonly Annotation[] {
  const all = warningsOf(judged, files);
  if (all.length <= shownByGithub) return all;
  const left = all.length - shownByGithub + 1;
  const rest = warning(
    'scan-image',
    `${counted(left, 'more warning')} of this step: its log goes on with them.`,
  );
  return [...all.slice(0, shownByGithub - 1), rest];
}

/** Those that are no annotations any more, but for ignores, of which the log tells anyway. */
export function furtherWarnings(judged: JudgedImage, files: WrittenFiles): readonly string[] {
  const all = ofTheImage(judged, files);
  const room = warningsOf(judged, files).length <= shownByGithub ? shownByGithub : shownByGithub - 1;
  return all.slice(room).map(({ message }) => message);
}

const warningsOf = (judged: JudgedImage, files: WrittenFiles): readonly Annotation[] => [
  ...ofTheImage(judged, files),
  ...concerns(judged),
];

/** What no report has comes before what the JSON report has as well. */
const ofTheImage = (judged: JudgedImage, files: WrittenFiles): readonly Annotation[] => [
  ...tolerated(judged),
  ...exploited(judged),
  ...files.annotations,
  ...judged.warnings.map((message) => warning('scan-image', message)),
];

function tolerated(judged: JudgedImage): readonly Annotation[] {
  const { judgement, mode } = judged;
  const { verdict, allowed, warns, reason } = judgement;
  if (verdict === 'passed' || !allowed || (mode === 'gate' && !warns)) return [];
  const because = mode === 'report' ? 'the gate was off (mode: report)' : `on-${verdict} is warn`;
  const message = `${imageName(judged)} is allowed because ${because}, but its verdict is ${verdict}: ${reason}.`;
  return [warning(`scan-image: ${verdict}`, message)];
}

function exploited(judged: JudgedImage): readonly Annotation[] {
  const findings = exploitedToWarnOf(judged);
  if (findings.length === 0) return [];
  const more = findings.length > named ? `, and ${String(findings.length - named)} more` : '';
  const names = `${findings.slice(0, named).map(nameOf).join(', ')}${more}`;
  const message = `Known to be exploited: ${names}. It is a warning only, because \`kev\` is warn.`;
  return [warning('scan-image: known exploited', message)];
}

function concerns({ ignores }: JudgedImage): readonly Annotation[] {
  return ignoreConcerns(ignores).map(({ ignore, kind, words }) => ({
    ...warning(`scan-image: ${kind} ignore`, words),
    file: ignore.place.file,
    line: ignore.place.line,
  }));
}

const warning = (title: string, message: string): Annotation => ({
  level: 'warning',
  title,
  message: shortText(message, longestMessage),
});
