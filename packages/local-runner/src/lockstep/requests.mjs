/**
 * What this process waits for besides time: requests to the cloud, which the cloud answers in its own time, and all
 * else (another server, the file system, a child), which takes this machine's time and none of the cloud's.
 */
import { subscribe } from 'node:diagnostics_channel';

/** Of requests to the clouds, all together, from the start of the process. */
export const toCloud = { started: 0, finished: 0 };

const elsewhere = new Set();

/** @param clouds host and port of each. @param whenChanged hears of each request that starts or ends. */
export function watchRequests(clouds, whenChanged) {
  const begin = (request, host) => {
    if (clouds.includes(host)) toCloud.started += 1;
    else elsewhere.add(request);
    whenChanged();
  };
  const end = (request, host) => {
    if (clouds.includes(host)) toCloud.finished += 1;
    else elsewhere.delete(request);
    whenChanged();
  };
  // Of node:http, which the SDK uses.
  subscribe('http.client.request.created', ({ request }) => {
    const host = request.getHeader('host');
    begin(request, host);
    request.once('close', () => end(request, host));
  });
  // Of fetch.
  const fetched = new WeakMap();
  subscribe('undici:request:create', ({ request }) => {
    const { host } = new URL(request.origin);
    fetched.set(request, host);
    begin(request, host);
  });
  const over = ({ request }) => {
    const host = fetched.get(request);
    fetched.delete(request);
    if (host !== undefined) end(request, host);
  };
  subscribe('undici:request:trailers', over);
  subscribe('undici:request:error', over);
}

/**
 * Sockets and streams that are open are no work; those requests of the event loop are. Node lists no hash and no
 * compression that a thread makes: an action waits for none.
 */
const working = /^(?:FS|FileHandle|CloseReq|Dir|ProcessWrap|GetAddrInfo|GetNameInfo|QueryReq|Worker)/;

export const isBusyElsewhere = () =>
  elsewhere.size > 0 || process.getActiveResourcesInfo().some((name) => working.test(name));
