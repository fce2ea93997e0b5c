/** What set-repo-variables tells: log, annotations about what others did meanwhile, summary, outputs. */
import type { Annotation } from '@slipway/action-kit/annotation';
import type { OutputName } from '@slipway/action-kit/inputs';
import type { Report } from '@slipway/action-kit/report';
import type { KnownCredential } from '../asking/credentials/known-credentials.ts';
import type { contract } from '../contract.ts';
import type { Result } from '../set-variables.ts';
import { endLines, sourceLines } from './log-lines.ts';
import { outputsOf } from './outputs.ts';
import { shownWith } from './shown-value.ts';
import { summaryOf } from './summary.ts';

/**
 * @param credentials are never shown, though one may stand where something was written over.
 * @param inQuotes names whose values stand in quotes. @param isTold when the log holds already what was done.
 */
export function reportOf(
  result: Result,
  credentials: readonly KnownCredential[],
  {
    inQuotes = [],
    isTold = false,
  }: { readonly inQuotes?: readonly string[]; readonly isTold?: boolean } = {},
): Report<OutputName<typeof contract>> {
  const shown = shownWith(credentials);
  return {
    lines: [...(isTold ? [] : sourceLines(result.overrides, inQuotes)), ...endLines(result, shown, isTold)],
    annotations: annotationsOf(result),
    summary: summaryOf(result, shown),
    outputs: outputsOf(result.done),
    failure: result.failure,
  };
}

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
