/** What a request to AWS asks for, read off the wire: moto's services speak three kinds of protocol. Pure. */
import { restCall } from './rest-calls.ts';

export interface WireRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

export type Input = Readonly<Record<string, unknown>>;

export interface Call {
  /** As IAM spells it: `ec2`, `s3`. */
  readonly service: string;
  readonly operation: string;
  /** Of the query protocol flat, as it stands there: `TagSpecification.1.Tag.1.Key`. */
  readonly input: Input;
  readonly region: string;
  readonly account: string;
}

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

export const text = (input: Input, name: string): string => {
  const value = input[name];
  return typeof value === 'string' ? value : '';
};

/** Of the query protocol: what stands at `name` and at `name.1`, `name.2` … */
export const numbered = (input: Input, name: string): readonly string[] =>
  Object.entries(input).flatMap(([key, value]) =>
    typeof value === 'string' && (key === name || new RegExp(`^${name}\\.\\d+$`).test(key)) ? [value] : [],
  );
