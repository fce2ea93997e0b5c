/** What a request to AWS asks for, read off the wire: moto's services speak three kinds of protocol. Pure. */
import type { Call, Input, WireRequest } from './call.ts';
import { restCall } from './rest-calls.ts';

export interface Scope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

/** @returns who signed, and for what; undefined where nobody did */
export function scopeOf({ headers }: Pick<WireRequest, 'headers'>): Scope | undefined {
  const [, accessKeyId, region, service] =
    /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(String(headers.authorization ?? '')) ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) return undefined;
  return { accessKeyId, region, service };
}

/** @throws Error for a request that is not understood */
export function callOf(request: WireRequest, { service, region }: Scope, account: string): Call {
  const target = request.headers['x-amz-target'];
  const read =
    service === 's3' || service === 'route53'
      ? restCall(service, request)
      : typeof target === 'string'
        ? { operation: target.replace(/^.*\./, ''), input: JSON.parse(request.body) as Input }
        : queryCall(request.body);
  return { ...read, service, region, account };
}

function queryCall(body: string): Pick<Call, 'operation' | 'input'> {
  const { Action: operation, ...input } = Object.fromEntries(new URLSearchParams(body));
  if (operation === undefined) throw new Error(`The guard finds no operation in ${body.slice(0, 100)}.`);
  return { operation, input };
}
