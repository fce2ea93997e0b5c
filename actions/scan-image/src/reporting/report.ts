/** What scan-image tells of a judged image: log, annotations, summary, outputs, and the failure of a red gate. */
import type { Report } from '@slipway/action-kit/report';
import type { JudgedImage } from '../judged-image.ts';
import { annotationsOf } from './annotations.ts';
import { fixedFindings } from './comparison-words.ts';
import { verdictFailure } from './verdict-failure.ts';
import { logLines } from './log-lines.ts';
import { summaryOf } from './summary.ts';
import type { WrittenFiles } from './written-files.ts';

export type GateOutput =
  | 'verdict'
  | 'counts'
  | 'new-count'
  | 'fixed-count'
  | 'suppressed-count'
  | 'digest'
  | 'sarif-file'
  | 'report-file'
  | 'allowed'
  | 'approval';

export function reportOf(judged: JudgedImage, files: WrittenFiles): Report<GateOutput> {
  return {
    lines: logLines(judged, files),
    annotations: annotationsOf(judged, files),
    summary: summaryOf(judged),
    outputs: outputsOf(judged, files),
    failure: verdictFailure(judged),
  };
}

/** `new-count` and `fixed-count` are empty where no baseline was compared: 0 would be a claim. */
function outputsOf(judged: JudgedImage, files: WrittenFiles): Readonly<Record<GateOutput, string>> {
  const { repository, digest, mode, judgement, comparison } = judged;
  const { verdict, allowed, counts, suppressed } = judgement;
  const isCompared = comparison.kind === 'compared';
  return {
    verdict,
    counts: JSON.stringify(counts),
    'new-count': isCompared ? String(comparison.introduced) : '',
    'fixed-count': isCompared ? String(fixedFindings(comparison).length) : '',
    'suppressed-count': String(suppressed),
    digest,
    'sarif-file': files.sarifFile ?? '',
    'report-file': files.reportFile ?? '',
    allowed: String(allowed),
    approval: JSON.stringify({ repository, digest, verdict, mode, allowed }),
  };
}
