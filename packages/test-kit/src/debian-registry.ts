/** Debian's docker-registry on a loopback port of its own choice, with its storage in a folder that goes with it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathOfPart } from './real-parts.ts';

export interface DebianRegistry {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** @throws Error with what it printed when it does not come up. */
export async function startDebianRegistry(): Promise<DebianRegistry> {
  const home = await mkdtemp(join(tmpdir(), 'slipway-registry-'));
  const config = join(home, 'config.yml');
  await writeFile(config, configuration(join(home, 'storage')));
  const daemon = spawn(pathOfPart('docker-registry'), ['serve', config], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(daemon, 'close');
  const stop = async (): Promise<void> => {
    daemon.kill('SIGTERM');
    await ended;
    await rm(home, { recursive: true, force: true });
  };
  try {
    const host = `127.0.0.1:${await portOf(daemon)}`;
    return { host, endpoint: `http://${host}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

// JSON is YAML, too.
const configuration = (rootdirectory: string): string =>
  JSON.stringify({
    version: '0.1',
    log: { level: 'info', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory }, delete: { enabled: true } },
    http: { addr: '127.0.0.1:0' },
  });

/** It says where it listens; what it prints afterwards is read, too, so that it never waits for a reader. */
async function portOf({ stderr }: ChildProcess): Promise<string> {
  if (stderr === null) throw new Error('its stderr is a pipe');
  const printed: string[] = [];
  const lines = createInterface({ input: stderr });
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      const [, port] = /listening on 127\.0\.0\.1:(\d+)/.exec(line) ?? [];
      if (port === undefined) printed.push(line);
      else resolve(port);
    });
    lines.on('close', () => reject(new Error(`docker-registry did not come up:\n${printed.join('\n')}`)));
  });
}
