/**
 * Foreign answers become ours here: the rows of failure-rows.ts first, then what any call may meet: rate
 * limits, a GitHub that is down, a GitHub that can't be reached.
 */
import { Failure, inputFailure, upstreamFailure } from '@slipway/action-kit/failures';
import { RateLimitFailure } from '@slipway/action-kit/rate-limit';
import { oneLine } from '@slipway/action-kit/untrusted';
import type { Answer, ApiCall } from './api.ts';
import { failureRows } from './failure-rows.ts';
import { messageOf } from './reading.ts';
import { isLimited, isUnsure, limitEndsIn } from './retries.ts';

/** The codes of what any call may meet, beside the rows. */
export const generalCodes = [
  'rate-limited',
  'refused-by-github',
  'github-unavailable',
  'github-unreachable',
  'answer-unreadable',
] as const;

type Refusal = Extract<Answer, { kind: 'answer' }>;

/** The body of an answer with an expected status; any other answer is thrown as the failure it means. */
export function bodyOf(answer: Answer, expected: readonly number[], call: ApiCall): unknown {
  if (answer.kind === 'answer' && expected.includes(answer.status)) return answer.body;
  throw githubFailure(answer, call);
}

/** The failure that an answer to `call` means. */
export function githubFailure(answer: Answer, call: ApiCall): Failure {
  if (answer.kind === 'no-answer') return unreachable(answer, call);
  if (isLimited(answer)) return limited(answer, call);
  const message = messageOf(answer.body);
  const row = failureRows.find(
    (each) =>
      each.status === answer.status &&
      (each.operations === 'every' || each.operations.includes(call.operation)) &&
      (each.message === undefined || each.message.test(message)),
  );
  if (row === undefined) return unlisted(answer, call, said(answer));
  const why = [row.why, row.status === 404 ? undefined : said(answer)].filter((part) => part !== undefined);
  return new Failure(row.kind, {
    code: row.code,
    what: capitalized(row.what.replaceAll('‹about›', call.about)),
    why: why.length === 0 ? undefined : why.join('; '),
    hint: hintOf(row.hint, call, answer),
  });
}

function hintOf(hint: string, { advice = '' }: ApiCall, answer: Refusal): string {
  const advised = hint.replaceAll('‹advice›', advice).trim();
  const needed = accepted(answer);
  // A row that names the permission knows better: GitHub names what this one call needs, such as reading.
  const isLess = advised.includes(': write`') && !needed.includes('=write');
  return hint.includes(': write`') || isLess ? advised : `${advised}${needed}`;
}

function said(answer: Refusal): string {
  const message = messageOf(answer.body);
  return message === '' ? `GitHub answered ${String(answer.status)}` : `GitHub says: ${message}`;
}

/** GitHub tells fine-grained and App tokens which permission would have done. */
function accepted({ status, headers }: Refusal): string {
  const permissions = headers['x-accepted-github-permissions'];
  if (status !== 403 || permissions === undefined || permissions === '') return '';
  return ` GitHub names the permission: ${oneLine(permissions, 200)}.`;
}

function unreachable(answer: Extract<Answer, { kind: 'no-answer' }>, call: ApiCall): Failure {
  return upstreamFailure({
    code: 'github-unreachable',
    what: `GitHub gave no answer about ${call.about}`,
    why: oneLine(answer.why, 300).replace(/\.$/, ''),
    hint:
      answer.lasting === true
        ? 'Correct GITHUB_API_URL, or let the runner trust the certificate there (NODE_EXTRA_CA_CERTS).'
        : 'Look whether the runner reaches GITHUB_API_URL and whether GitHub is up, then re-run the job.',
    link: answer.lasting === true ? undefined : 'https://www.githubstatus.com',
    cause: answer.cause,
  });
}

function limited(answer: Refusal, call: ApiCall): Failure {
  const endsAt = answer.at + limitEndsIn(answer, answer.at);
  return new RateLimitFailure(
    {
      code: 'rate-limited',
      what: `GitHub's rate limit stopped the work on ${call.about}`,
      why: said(answer),
      hint: `Re-run the job after ${new Date(endsAt).toISOString()}.`,
    },
    endsAt,
  );
}

function unlisted(answer: Refusal, call: ApiCall, why: string): Failure {
  if (answer.status >= 400 && !isUnsure(answer.status)) {
    return inputFailure({
      code: 'refused-by-github',
      what: `GitHub refused the work on ${call.about}`,
      why: `${why} (status ${String(answer.status)})`,
      hint: 'Correct what the message names, then run the job again.',
    });
  }
  return upstreamFailure({
    code: 'github-unavailable',
    what: `GitHub could not do the work on ${call.about}`,
    why: `${why} (status ${String(answer.status)})`,
    hint: 'Nothing is wrong with the workflow: re-run the job.',
    link: 'https://www.githubstatus.com',
  });
}

const capitalized = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
