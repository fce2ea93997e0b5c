/** What set-repo-variables tells: log, annotations about what others did meanwhile, summary, outputs. */
import type { Annotation } from '@slipway/action-kit/annotation';
import type { OutputName } from '@slipway/action-kit/inputs';
import type { Report } from '@slipway/action-kit/report';
import type { KnownCredential } from '../asking/credentials/known-credentials.ts';
import type { contract } from '../contract.ts';
import type { Result } from '../set-variables.ts';
import { logLines } from './log-lines.ts';
import { outputsOf } from './outputs.ts';
import { shownWith } from './shown-value.ts';
import { summaryOf } from './summary.ts';

/**
 * @param credentials are never shown, though one may stand where something was written over.
 * @param inQuotes names whose values stand in quotes.
 */
export function reportOf(
  result: Result,
  credentials: readonly KnownCredential[],
  inQuotes: readonly string[] = [],
): Report<OutputName<typeof contract>> {
  const shown = shownWith(credentials);
  return {
    lines: [...inQuotes.map(quotesLine), ...logLines(result, shown)],
    annotations: annotationsOf(result),
    summary: summaryOf(result, shown),
    outputs: outputsOf(result.done),
    failure: result.failure,
  };
}

const quotesLine = (name: string): string =>
  `${name}: the quotes around its value in \`variables\` are part of the value`;

const annotationsOf = ({ done }: Result): readonly Annotation[] =>
  done.flatMap(({ meanwhile }) =>
    meanwhile === undefined
      ? []
      : [
          {
            level: 'warning',
            title: 'set-repo-variables: changed meanwhile',
            message: `${meanwhile}. Let one workflow alone write it (a \`concurrency\` group).`,
          },
        ],
  );
