/**
 * The four versions of the example app as OCI layouts, made without docker. What distinguishes them stands in
 * the image, as it would in a real build: its version, and in version 2 the mistake that makes it die.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inputFailure } from '@slipway/action-kit/failures';
import { writeLayout } from '@slipway/oci/layout-writer';

export interface Version {
  readonly version: string;
  /** Environment that the image carries beside its version. */
  readonly env: Readonly<Record<string, string>>;
}

export const versions = {
  one: { version: '1', env: {} },
  two: { version: '2', env: { CRASH_AFTER_MS: '600' } },
  three: { version: '3', env: {} },
  four: { version: '4', env: {} },
} as const satisfies Record<string, Version>;

/** @throws Failure of kind input that names those there are. */
export function versionNamed(name: string): Version {
  const all = Object.values(versions);
  const found = all.find(({ version }) => version === name.replace(/^v/, ''));
  if (found !== undefined) return found;
  throw inputFailure({
    code: 'no-such-version',
    what: `There is no version ${name} of the example app`,
    why: `there are ${all.map(({ version }) => version).join(', ')}`,
  });
}

/** Runtime files of the example app, relative to its folder. */
async function appFiles(app: string): Promise<string[]> {
  const entries = await readdir(app, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && entry.name.endsWith('.mjs')).map((entry) => entry.name);
}

/** Builds one version into `folder`; equal input gives equal bytes. @returns the image's digest. */
export async function buildVersion(app: string, { version, env }: Version, folder: string): Promise<string> {
  const names = await appFiles(app);
  const files = await Promise.all(
    names.map(async (name) => ({
      path: `app/${name}`,
      content: await readFile(join(app, name)),
      mode: 0o644,
    })),
  );
  return writeLayout({
    folder,
    files,
    config: {
      env: { APP_VERSION: version, ...env },
      entrypoint: ['node', 'server.mjs'],
      workingDir: '/app',
      user: '1000',
      exposedPorts: [8080],
      labels: {
        'org.opencontainers.image.title': 'example-app',
        'org.opencontainers.image.version': version,
      },
    },
  });
}
