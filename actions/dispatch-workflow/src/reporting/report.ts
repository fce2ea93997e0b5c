/** What dispatch-workflow tells: the result as lines of the log, annotations, summary and outputs. */
import type { OutputName } from '@slipway/action-kit/inputs';
import type { Report } from '@slipway/action-kit/report';
import { oneLine } from '@slipway/action-kit/untrusted';
import type { contract } from '../contract.ts';
import type { Result } from '../result.ts';
import { givenOf } from './given.ts';
import { headline } from './headline.ts';
import { outputsOf } from './outputs.ts';
import { failureOf } from './result-failure.ts';
import { summaryOf } from './summary.ts';
import { warningsOf } from './warnings.ts';

export function reportOf(result: Result): Report<OutputName<typeof contract>> {
  const failure = failureOf(result);
  return {
    lines: [headline(result), ...givenLines(result)],
    annotations: warningsOf(result),
    summary: summaryOf(result, failure),
    outputs: outputsOf(result),
    failure,
  };
}

const givenLines = (result: Result): readonly string[] =>
  result.kind === 'planned'
    ? givenOf(result.target).map(([name, value]) => `  ${oneLine(name, 100)} = ${oneLine(value, 200)}`)
    : [];
