/** How AWS says that somebody may not do something, in the form of each protocol. Pure. */
import type { Verdict } from '@slipway/local-aws/iam/judge';
import type { Request } from '@slipway/local-aws/iam/policy';
import type { Call } from './call.ts';

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

export function refusalOf(
  { service }: Call,
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
  return forms[service]?.(message) ?? json(message);
}

const xml = (body: string): Reply => ({ status: 403, type: 'text/xml', body });

const json = (message: string): Reply => ({
  status: 400,
  type: 'application/x-amz-json-1.1',
  body: JSON.stringify({ __type: 'AccessDeniedException', message }),
});

const query = (message: string): Reply =>
  xml(
    `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${message}</Message></Error></ErrorResponse>`,
  );

const forms: Readonly<Record<string, (message: string) => Reply>> = {
  ec2: (message) =>
    xml(
      `<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>${message}</Message></Error></Errors></Response>`,
    ),
  s3: (message) => xml(`<Error><Code>AccessDenied</Code><Message>${message}</Message></Error>`),
  iam: query,
  route53: query,
  sns: query,
};
