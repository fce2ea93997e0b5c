/** The API of the local GitHub as it is reached: faults strike here, and every call is written down. */
import { answered, type Answered, type Answering } from './answering.ts';
import { decoded } from './decoded.ts';
import { descriptionOf, findOperation } from './description/slice.ts';
import { strike, type Fault } from './faults.ts';
import { jsonOf, type Arrived, type Reply } from './http-server.ts';

export interface Site extends Answering {
  readonly faults: Fault[];
  readonly calls: Call[];
}

/** One call that arrived, as tests and a demo may count it. */
export interface Call {
  readonly method: string;
  /** Decoded, with its query. */
  readonly path: string;
  readonly version: string;
  /** 0 when nothing was answered. */
  readonly status: number;
}

export function replyOfApi(site: Site, arrived: Arrived): Reply {
  const { method, url, headers } = arrived;
  const path = decoded(url.pathname);
  const version = String(headers['x-github-api-version'] ?? '2022-11-28');
  const inside = path.replace(/^\/repos\/[^/]+\/[^/]+/, '');
  const operation = findOperation(descriptionOf(version), method, url.pathname)?.operation.id;
  const fault = strike(site.faults, { method, path: inside, operation });
  const real = (): Answered => answered(site, arrived, version);
  const reply = fault === undefined ? leaving(real()) : withFault(fault, real);
  const status = typeof reply.sent === 'string' ? 0 : reply.sent.status;
  site.calls.push({ method, path: `${path}${url.search}`, version, status });
  return reply;
}

const leaving = ({ sent, done }: Answered): Reply => ({ sent, left: done });

function withFault({ when, answer, headers = {}, delay = 0, act }: Fault, real: () => Answered): Reply {
  if (when === 'before') act?.();
  const given = when === 'after' || answer === undefined ? real() : undefined;
  if (when === 'after') act?.();
  const sent = answer === undefined ? (given?.sent ?? 'cut') : sentOf(answer);
  // What is never answered is not unanswered for ever.
  if (sent === 'silence') given?.done();
  const changed = typeof sent === 'string' ? sent : { ...sent, headers: { ...sent.headers, ...headers } };
  return { sent: changed, delay, left: () => given?.done() };
}

const sentOf = (answer: NonNullable<Fault['answer']>): Reply['sent'] =>
  typeof answer === 'string' ? answer : jsonOf(answer.status, { message: answer.message }, answer.headers);
