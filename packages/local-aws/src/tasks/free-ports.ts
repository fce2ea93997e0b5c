/** Free loopback ports for containers; a port that was given out is not given again while it is held. */
import { once } from 'node:events';
import { createServer } from 'node:net';

export interface FreePorts {
  take(): Promise<number>;
  giveBack(port: number): void;
}

export function createFreePorts(): FreePorts {
  const held = new Set<number>();
  const take = async (): Promise<number> => {
    const port = await unusedPort();
    // The system may offer a port again before its container has opened it.
    if (held.has(port)) return take();
    held.add(port);
    return port;
  };
  return { take, giveBack: (port) => void held.delete(port) };
}

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return address.port;
}
