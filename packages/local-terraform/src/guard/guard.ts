/**
 * Stands in front of moto, which lets everybody do everything: a call of somebody whose policies are known is judged as
 * IAM judges it, and refused in IAM's words; one that the guard does not know is an error of its own, and told. All else
 * goes through as it came.
 */
import { once } from 'node:events';
import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import { sessionArn, type Judged } from '@slipway/local-aws/iam/identities';
import { judge, type Rights, type Verdict } from '@slipway/local-aws/iam/judge';
import { type Call, type WireRequest } from './call.ts';
import { callOf, scopeOf } from './calls.ts';
import { factsOf, type Facts } from './facts.ts';
import { needsOf } from './needs.ts';
import { puzzledAt, refusalOf, type Reply } from './refusals.ts';

export interface Guarded {
  /** ARN of the role. */
  readonly role: string;
  readonly rights: Rights;
}

export interface GuardOptions {
  /** Of moto. */
  readonly endpoint: string;
  readonly account: string;
  /** Whose an access key is: undefined for somebody who may do everything. */
  readonly ofAccessKey: (accessKeyId: string) => Guarded | undefined | Promise<Guarded | undefined>;
  readonly judged: (judged: Judged) => void;
  /** Told what the guard does not know, and so has not passed on. */
  readonly puzzled: (sentence: string) => void;
}

export interface Guard {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  close(): Promise<void>;
}

export async function startGuard(options: GuardOptions): Promise<Guard> {
  const server = createServer((request, response) => {
    answer(request, response, options).catch((error: unknown) => {
      if (response.headersSent) return void response.destroy();
      response.writeHead(502, { 'content-type': 'text/plain' }).end(String(error));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  const close = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { endpoint: `http://127.0.0.1:${String(address.port)}`, close };
}

async function answer(
  incoming: IncomingMessage,
  response: ServerResponse,
  options: GuardOptions,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const { method = 'GET', url = '/', headers } = incoming;
  const refusal = await refused({ method, url, headers, body: body.toString() }, options);
  if (refusal === undefined) return passOn(incoming, body, response, options.endpoint);
  response.writeHead(refusal.status, { 'content-type': refusal.type }).end(refusal.body);
}

async function refused(request: WireRequest, options: GuardOptions): Promise<Reply | undefined> {
  const scope = scopeOf(request);
  const guarded = scope && (await options.ofAccessKey(scope.accessKeyId));
  if (scope === undefined || guarded === undefined) return undefined;
  try {
    const call = callOf(request, scope, options.account);
    return await judgeCall(call, guarded, options, factsOf(options.endpoint, scope.region));
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    options.puzzled(sentence);
    return puzzledAt(scope.service, request, sentence);
  }
}

async function judgeCall(
  call: Call,
  { role, rights }: Guarded,
  { judged }: GuardOptions,
  facts: Facts,
): Promise<Reply | undefined> {
  for (const right of await needsOf(call, facts)) {
    const verdict: Verdict = judge(rights, right);
    judged({ principal: role, right, verdict });
    if (verdict.kind !== 'allowed') return refusalOf(call, sessionArn(role, 'local') ?? role, right, verdict);
  }
  return undefined;
}

async function passOn(
  { method, url, headers }: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
  endpoint: string,
): Promise<void> {
  const { hostname, port } = new URL(endpoint);
  const onward = send({ hostname, port, method, path: url, headers });
  onward.end(body);
  const [told] = (await once(onward, 'response')) as [IncomingMessage];
  response.writeHead(told.statusCode ?? 502, told.headers);
  told.pipe(response);
  await once(response, 'close');
}
