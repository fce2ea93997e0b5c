/**
 * An endpoint on loopback that answers from a script, in both of AWS's protocols, and the environment that leads an
 * SDK client to it: the gateways are tested with the SDK's own chain of credentials, endpoints and retries.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Answer {
  readonly status?: number;
  /** The error name, as AWS sends it. */
  readonly error?: string;
  readonly message?: string;
  /** JSON, or the XML of the query protocol. */
  readonly body?: object | string;
  /** The connection breaks after the call was heard, or is left open in silence. */
  readonly breaks?: 'reset' | 'silence';
}

export interface Heard {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly headers: IncomingMessage['headers'];
}

export interface Loopback {
  readonly endpoint: string;
  readonly heard: readonly Heard[];
  /** The operations that were heard. */
  readonly operations: () => readonly string[];
}

const closers: (() => void)[] = [];
const before = { ...process.env };

/** After each test. */
export function closeLoopbacks(): void {
  for (const close of closers.splice(0)) close();
  process.env = { ...before };
}

/** @param values undefined takes a variable away. */
export function setEnvironment(values: Readonly<Record<string, string | undefined>>): void {
  const set = Object.entries({ ...process.env, ...values }).filter(([, value]) => value !== undefined);
  process.env = Object.fromEntries(set);
}

/** What a job has: credentials of a session, and no files of the person who runs the tests. */
export const jobEnvironment = {
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'not-a-secret',
  AWS_SESSION_TOKEN: 'a-session',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
};

/** @param answers one per call, in order; the last one is given again and again. */
export async function openLoopback(...answers: readonly Answer[]): Promise<Loopback> {
  const heard: Heard[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const call = await heardOf(request);
    const answer = answers[Math.min(heard.length, answers.length - 1)] ?? { body: {} };
    heard.push(call);
    reply(answer, call.headers['x-amz-target'] === undefined, response);
  };
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  setEnvironment({ ...jobEnvironment, AWS_ENDPOINT_URL: endpoint });
  return { endpoint, heard, operations: () => heard.map(({ operation }) => operation) };
}

async function heardOf(request: IncomingMessage): Promise<Heard> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  const { headers } = request;
  const target = headers['x-amz-target'];
  if (typeof target === 'string') {
    return {
      operation: target.replace(/^.*\./, ''),
      input: JSON.parse(body) as Record<string, unknown>,
      headers,
    };
  }
  const { Action = '', Version, ...input } = Object.fromEntries(new URLSearchParams(body));
  return { operation: Action, input: Version === undefined ? {} : input, headers };
}

function reply({ status, error, message, body, breaks }: Answer, isQuery: boolean, to: ServerResponse): void {
  if (breaks === 'silence') return;
  if (breaks === 'reset') {
    to.destroy();
    return;
  }
  const type = isQuery ? 'text/xml' : 'application/x-amz-json-1.1';
  to.writeHead(status ?? (error === undefined ? 200 : 400), { 'content-type': type });
  if (error === undefined) {
    to.end(typeof body === 'string' ? body : JSON.stringify(body ?? {}));
    return;
  }
  const xml = `<ErrorResponse><Error><Type>Sender</Type><Code>${error}</Code><Message>${message ?? ''}</Message></Error></ErrorResponse>`;
  to.end(isQuery ? xml : JSON.stringify({ __type: error, message }));
}
