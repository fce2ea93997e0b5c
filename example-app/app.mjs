/** What the service answers, without a port or a process: a pure function from request to answer. */

/**
 * @param {{ method: string, path: string }} request `path` without its query
 * @param {{ version: string, host: string }} facts
 * @returns {{ status: number, body: object }}
 */
export function answer({ method, path }, facts) {
  if (path !== '/' && path !== '/healthz')
    return { status: 404, body: { error: `There is no ${path} here.` } };
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, body: { error: 'Only GET is answered.' } };
  if (path === '/healthz') return { status: 200, body: { status: 'ok' } };
  return { status: 200, body: { app: 'example-app', version: facts.version, host: facts.host } };
}
