/** What dispatch-workflow tells: the result as lines of the log, annotations, summary and outputs. */
import type { Failure } from '@slipway/action-kit/failures';
import type { OutputName } from '@slipway/action-kit/inputs';
import type { Report } from '@slipway/action-kit/report';
import { oneLine } from '@slipway/action-kit/untrusted';
import type { contract } from '../contract.ts';
import type { Result } from '../result.ts';
import { howToStartAgain } from './again.ts';
import { givenOf } from './given.ts';
import { headline } from './headline.ts';
import { outputsOf } from './outputs.ts';
import { failureOf } from './result-failure.ts';
import { summaryOf } from './summary.ts';
import { warningsOf } from './warnings.ts';

export function reportOf(result: Result): Report<OutputName<typeof contract>> {
  const failure = failureOf(result);
  return {
    lines: [headline(result), ...againLines(result, failure), ...givenLines(result)],
    annotations: warningsOf(result),
    summary: summaryOf(result, failure),
    outputs: outputsOf(result),
    failure,
  };
}

/** A failure has hints of its own. */
function againLines(result: Result, failure: Failure | undefined): readonly string[] {
  const again = result.kind === 'begun' && failure === undefined ? howToStartAgain(result) : undefined;
  return again === undefined ? [] : [again];
}

const givenLines = (result: Result): readonly string[] =>
  result.kind === 'planned'
    ? givenOf(result.target).map(([name, value]) => `  ${oneLine(name, 100)} = ${oneLine(value, 200)}`)
    : [];
