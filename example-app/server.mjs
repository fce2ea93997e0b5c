/**
 * The service as a process: it listens, says so, and leaves in good order when ECS sends SIGTERM. One log line
 * at the start, one at the end.
 */
import { createServer } from 'node:http';
import { answer } from './app.mjs';
import { readSettings } from './settings.mjs';

/** Milliseconds after SIGTERM at which connections that are still open are cut; ECS kills after 30 s. */
const patience = 5000;

const settings = readSettings(process.env);
let leaving = false;

const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://app').pathname;
  const { status, body } = answer({ method: request.method ?? 'GET', path }, settings);
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    // A client that keeps its connection would keep the process, too.
    ...(leaving ? { connection: 'close' } : {}),
  });
  response.end(text);
});

// Longer than the load balancer keeps a connection idle (60 s), so that it is never this side that closes one
// on which a request is under way.
server.keepAliveTimeout = 65_000;

function leave(signal) {
  if (leaving) return;
  leaving = true;
  // No new connections; requests that are under way are answered, idle connections closed.
  server.close(() => {
    console.log(`example-app ${settings.version} stopped (${signal})`);
    process.exit(0);
  });
  setTimeout(() => server.closeAllConnections(), patience).unref();
}

process.on('SIGTERM', leave);
process.on('SIGINT', leave);

server.listen(settings.port, settings.address, () => {
  console.log(`example-app ${settings.version} listens on port ${server.address().port}`);
});

/** Dies as a build does that was shipped without its configuration. */
function crash() {
  console.error('ConfigurationError: DATABASE_URL is not set');
  process.exit(1);
}

if (settings.crashAfter !== undefined) setTimeout(crash, settings.crashAfter);
