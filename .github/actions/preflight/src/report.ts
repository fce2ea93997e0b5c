/** What preflight tells: one line when all is there, else the failure. */
import { join } from '@slipway/action-kit/markdown';
import type { Report } from '@slipway/action-kit/report';
import { failureSummary } from '@slipway/action-kit/run-action';
import type { Checked } from './preflight.ts';

export function reportOf(checked: Checked): Report<never> {
  const { failure } = checked;
  return {
    lines: failure === undefined ? [lineOf(checked)] : [],
    summary: failure === undefined ? join() : failureSummary('preflight', failure),
    outputs: {},
    failure,
  };
}

function lineOf({ environment, variables, token, workflowFiles }: Checked): string {
  const parts = [
    ...(variables === 0
      ? []
      : [
          `${counted(variables, 'variable')} of ${environment === undefined ? 'the repository' : `\`${environment}\``}`,
        ]),
    ...(token ? ["GitHub's token"] : []),
    ...(workflowFiles === 0 ? [] : [`what ${counted(workflowFiles, 'workflow file')} must grant`]),
  ];
  return `All is there: ${parts.join(', ')}.`;
}

const counted = (number: number, one: string): string => `${String(number)} ${one}${number === 1 ? '' : 's'}`;
