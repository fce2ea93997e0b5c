/** What a listener answers itself, without a target: fixed responses and redirects. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { locationOf, type Action, type AskedFor, type Doors } from './listener-rules.ts';

export const askedFor = ({ method = 'GET', headers, url = '/' }: IncomingMessage): AskedFor => ({
  method,
  host: headers.host ?? '127.0.0.1',
  url,
});

/** @param action undefined where there is no target group with a share: ALB answers 503 then */
export function answerItself(
  action: Exclude<Action, { kind: 'forward' }> | undefined,
  asked: AskedFor,
  request: IncomingMessage,
  response: ServerResponse,
  portFor: Doors['portFor'],
): void {
  // A body that nobody reads would hold the connection.
  request.resume();
  const server = { server: 'awselb/2.0' };
  if (action === undefined) {
    response.writeHead(503, server).end();
    return;
  }
  if (action.kind === 'redirect') {
    const port = request.socket.localPort ?? 80;
    const location = locationOf(action.target, asked, { port, portFor });
    response.writeHead(action.target.status, { ...server, location });
    response.end();
    return;
  }
  const { status, contentType, body } = action.answer;
  response.writeHead(status, { ...server, 'content-type': contentType });
  response.end(asked.method === 'HEAD' ? undefined : body);
}
