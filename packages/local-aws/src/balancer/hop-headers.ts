/** Headers on their way through a proxy: what concerns one connection only stays on it (RFC 9110, 7.6.1). */
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** @param also further names, in lower case, that stay here. */
export function endToEnd(headers: IncomingHttpHeaders, also: readonly string[] = []): OutgoingHttpHeaders {
  const named = (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase());
  const kept = new Set([...hopByHop, ...named, ...also]);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !kept.has(name)));
}

/** @param client address and the listener's port, as ALB adds them. */
export function forwardedHeaders(
  headers: IncomingHttpHeaders,
  client: { readonly address: string; readonly port: number },
): OutgoingHttpHeaders {
  const before = headers['x-forwarded-for'];
  const chain = before === undefined ? [] : [before].flat();
  return {
    // node has answered `Expect: 100-continue` for us.
    ...endToEnd(headers, ['expect']),
    // Without it node would send the body of a GET unframed.
    ...(headers['transfer-encoding'] === undefined ? {} : { 'transfer-encoding': 'chunked' }),
    'x-forwarded-for': [...chain, client.address].join(', '),
    'x-forwarded-proto': 'http',
    'x-forwarded-port': String(client.port),
  };
}
