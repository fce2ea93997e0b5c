/** The first part of the summary, and of the comment: the verdict, why, the counts, and what decides. */
import {
  bold,
  code,
  heading,
  list,
  paragraph,
  sentence,
  table,
  type Markdown,
} from '@slipway/action-kit/markdown';
import type { JudgedImage } from '../judged-image.ts';
import { leftOutOf, type Room } from './bounded-table.ts';
import { comparisonLines } from './comparison-words.ts';
import { countRows } from './count-table.ts';
import { findingTable, ours } from './finding-part.ts';
import { decidingFindings } from './finding-words.ts';
import { furtherGaps, gateOffInWords, iconOf, imageName, isKnown, verdictInWords } from './verdict-words.ts';
import { policySourceInWords } from './policy-words.ts';
import { shortText } from './short-text.ts';
import { inspectorInWords } from './suppression-words.ts';

export interface OpeningRoom {
  readonly deciding: Room;
  /** Gaps, warnings and what was not compared: how many of each. */
  readonly sentences: number;
}

const longestSentence = 500;

export function openingOf(judged: JudgedImage, { deciding, sentences }: OpeningRoom): readonly Markdown[] {
  const { repository, judgement, warnings, comparison } = judged;
  return [
    heading(sentence(`${iconOf(judged)} Scan of `, code(repository), `: ${judgement.verdict}`)),
    paragraph(bold(ours(shortText(verdictInWords(judged), 1000)))),
    ...said(gateOffInWords(judged)),
    ...(judged.dryRun ? said('Dry run: no scan was started and nothing was written.') : []),
    paragraph('Image: ', code(imageName(judged)), whenceWords(judged)),
    ...sentenceList(furtherGaps(judged).map(gapWords), sentences),
    ...sentenceList(warnings, sentences),
    countPart(judged),
    ...said(policySourceInWords(judged.policySource)),
    ...comparisonLines(comparison).slice(0, sentences).flatMap(said),
    ...said(inspectorInWords(judged)),
    ...decidingPart(judged, deciding),
  ];
}

function countPart(judged: JudgedImage): Markdown {
  if (!isKnown(judged)) return paragraph('What is in it is not known.');
  const { header, rows } = countRows(judged);
  return rows.length === 0 ? paragraph('No findings.') : table(header, rows);
}

function whenceWords({ tag, serves }: JudgedImage): Markdown {
  if (serves !== undefined) return sentence(', which ', code(serves), ' serves with now');
  return tag === undefined ? sentence('') : sentence(', which the tag ', code(tag), ' is now');
}

const gapWords = ({ platform, gap, reason }: JudgedImage['gaps'][number]): string =>
  `No answer${platform === '' ? '' : ` for ${platform}`} (${gap}): ${reason}.`;

function decidingPart(judged: JudgedImage, room: Room): readonly Markdown[] {
  const deciding = decidingFindings(judged);
  if (deciding.length === 0) return [];
  return [heading('What decides', 3), findingTable(deciding, judged, room)];
}

const said = (words: string | undefined): readonly Markdown[] =>
  words === undefined ? [] : [paragraph(ours(shortText(words, longestSentence)))];

export function sentenceList(sentences: readonly string[], most: number): readonly Markdown[] {
  if (sentences.length === 0) return [];
  const shown = sentences.slice(0, most).map((each) => ours(shortText(each, longestSentence)));
  return [list(shown), ...leftOutOf(sentences.length, shown.length).map((words) => paragraph(ours(words)))];
}
