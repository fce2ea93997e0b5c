/** The connection on which a process in lockstep and its cloud speak: one JSON value a line, apart from all requests. */
import net from 'node:net';

/** @returns what sends a message, and what says whether the connection keeps the process alive. */
export async function openLine(port, hear) {
  const socket = net.connect(port, '127.0.0.1');
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  socket.setNoDelay(true);
  socket.setEncoding('utf8');
  let rest = '';
  socket.on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    for (const line of lines) hear(JSON.parse(line));
  });
  socket.on('error', () => undefined);
  return {
    say: (message) => socket.write(`${JSON.stringify(message)}\n`),
    keepAlive: (isNeeded) => (isNeeded ? socket.ref() : socket.unref()),
  };
}
