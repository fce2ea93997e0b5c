/**
 * How AWS says no, in the form of each protocol: that somebody may not do something, and that a request is no good, which
 * is how the guard says that it does not know it. Pure.
 */
import type { Verdict } from '@slipway/local-aws/iam/judge';
import type { Request } from '@slipway/local-aws/iam/policy';
import type { Call, WireRequest } from './call.ts';

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

export function refusalOf(
  { service }: Pick<Call, 'service'>,
  who: string,
  { action, resource }: Request,
  { kind, by }: Exclude<Verdict, { kind: 'allowed' }>,
): Reply {
  const policy = by === 'boundary' ? 'permissions boundary' : 'identity-based policy';
  const because =
    kind === 'denied'
      ? `with an explicit deny in the ${policy}`
      : `because no ${policy} allows the ${action} action`;
  const message = `User: ${who} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
  const write = xmlForms[service];
  return write === undefined
    ? json('AccessDeniedException', message)
    : xml(403, write(service === 'ec2' ? 'UnauthorizedOperation' : 'AccessDenied', message));
}

/** 400, because the SDK tries again for minutes what ends with 500, and shows nothing of the answer. */
export function puzzledAt(service: string, { headers }: WireRequest, message: string): Reply {
  const code = 'UnknownToTheGuard';
  const isJson = headers['x-amz-target'] !== undefined || /json/.test(String(headers['content-type'] ?? ''));
  return isJson ? json(code, message) : xml(400, (xmlForms[service] ?? query)(code, message));
}

const xml = (status: number, body: string): Reply => ({ status, type: 'text/xml', body });

const json = (code: string, message: string): Reply => ({
  status: 400,
  type: 'application/x-amz-json-1.1',
  body: JSON.stringify({ __type: code, message }),
});

type Form = (code: string, message: string) => string;

const said: Form = (code, message) => `<Code>${code}</Code><Message>${escaped(message)}</Message>`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const query: Form = (...words) =>
  `<ErrorResponse><Error><Type>Sender</Type>${said(...words)}</Error></ErrorResponse>`;

const xmlForms: Readonly<Record<string, Form>> = {
  ec2: (...words) => `<Response><Errors><Error>${said(...words)}</Error></Errors></Response>`,
  s3: (...words) => `<Error>${said(...words)}</Error>`,
  iam: query,
  route53: query,
  sns: query,
  sts: query,
};
