/** Tells a plan in the log, in the summary and in a comment. What can't be written as a comment is a warning. */
import type { Annotation } from '@slipway/action-kit/annotation';
import { asFailure } from '@slipway/action-kit/failures';
import { join } from '@slipway/action-kit/markdown';
import type { Report } from '@slipway/action-kit/report';
import { bodyOf } from './body.ts';
import { commentOf } from './comment.ts';
import { accountsIn, withoutSecrets } from './hidden.ts';
import type { Inputs } from './inputs.ts';
import { readPlanned, type Planned } from './planned.ts';
import type { Ports, Put } from './ports.ts';
import { lineOf, titleOf, type About } from './words.ts';

export async function reportPlan(given: Inputs, ports: Ports): Promise<Report<'comment'>> {
  const about = { target: `${given.environment}/${given.service}`, destroy: given.destroy };
  const read = await readPlanned(given.report, ports.files);
  const accounts = accountsIn([given.role ?? '', ...read.map(({ text }) => text)]);
  const hidden = { held: ports.held, accounts };
  const planned = read.map((each) => ({ ...each, text: withoutSecrets(each.text, hidden) }));
  const { head, plans } = bodyOf(planned, about, { room: 900_000, elsewhere: 'the log' });
  const told = await comment(planned, about, given, ports);
  return {
    lines: [titleOf(about), ...planned.flatMap((each) => logLines(each, about)), ...told.lines],
    annotations: told.annotations,
    summary: join(head, plans),
    outputs: { comment: told.put ?? '' },
  };
}

const logLines = (each: Planned, about: About): readonly string[] => [
  '',
  `── ${lineOf(each, about)}`,
  ...(each.text === '' || each.end === 'unchanged' ? [] : each.text.split('\n')),
];

interface Told {
  readonly lines: readonly string[];
  readonly annotations: readonly Annotation[];
  readonly put: Put | undefined;
}

async function comment(
  planned: readonly Planned[],
  about: About,
  given: Pick<Inputs, 'comment' | 'githubToken'>,
  { source, pullRequest, comments }: Ports,
): Promise<Told> {
  if (!given.comment) return remark([], undefined);
  const number = await pullRequest();
  if (number === undefined) return remark(['No comment: this run is of no pull request.'], undefined);
  if (given.githubToken === undefined) return notWritten('`github-token` is empty.');
  try {
    const { marker, body } = commentOf(planned, about, source);
    const put = await comments.put(number, marker, body);
    return remark([`The comment on pull request ${String(number)} was ${putWords[put]}.`], put);
  } catch (thrown) {
    return notWritten(asFailure(thrown).message);
  }
}

const putWords = { created: 'written', updated: 'brought up to date', unchanged: 'left as it is' } as const;

const remark = (lines: readonly string[], put: Put | undefined): Told => ({ lines, annotations: [], put });

const notWritten = (why: string): Told => ({
  lines: [],
  annotations: [
    { level: 'warning', title: 'plan: no comment', message: `${why} The plan is in the summary of the run.` },
  ],
  put: undefined,
});
