/**
 * The world of the use case on the local cloud, all gateways real but docker: that one pushes what it "built" as
 * buildx would, with the login that it was given.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realFileStreams, realFiles } from '@slipway/action-kit/files';
import { ecrLogin } from '@slipway/aws/ecr-login';
import { EcrRepositories } from '@slipway/aws/ecr-repositories';
import type { Docker, RegistryLogins } from '@slipway/docker/docker';
import { openLayout } from '@slipway/oci/layout';
import { executePush, planPush } from '@slipway/oci/push';
import { createRegistry } from '@slipway/oci/registry';
import { fixedRandom } from '@slipway/test-kit/fixed-random';
import { createLogins } from '../src/logins.ts';
import type { World } from '../src/provide-image.ts';
import { image, writeLayoutOf } from '@slipway/test-kit/layouts-on-disk';
import { memoryWorld } from './memory-world.ts';

export interface CloudWorld extends World {
  readonly folder: string;
  close(): Promise<void>;
}

const clock = { now: () => 0, sleep: async () => undefined };
const own = { region: 'eu-west-1' };

/** As a run has them: what was had once is not asked for again. */
export const freshLogins = (publicEcr = () => ecrLogin(own)): World['logins'] =>
  createLogins({ ecr: () => ecrLogin(own), publicEcr, mask: () => undefined });

/** @param endpoint of a local cloud that the environment names as well. */
export async function cloudWorld(endpoint: string): Promise<CloudWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-cloud-world-'));
  const disk = { ...realFiles({ workspace: folder, temporary: folder }), ...realFileStreams(folder) };
  const log = { info: () => undefined, mask: () => undefined };
  const registries: World['registries'] = {
    at: (host, credentials) =>
      createRegistry({ endpoint: host, credentials, mask: log.mask, clock, random: fixedRandom(0.5) }),
  };
  const layouts: World['layouts'] = { open: (source) => openLayout(source, disk) };
  return {
    ...memoryWorld(),
    folder,
    ecr: new EcrRepositories(own),
    logins: freshLogins(),
    layouts,
    registries,
    log,
    docker: pushingDocker({ endpoint, folder, layouts, registries }),
    close: () => rm(folder, { recursive: true }),
  };
}

interface Pushing extends Pick<World, 'layouts' | 'registries'> {
  readonly endpoint: string;
  readonly folder: string;
}

function pushingDocker({ endpoint, folder, layouts, registries }: Pushing): Docker {
  let login: RegistryLogins = { hosts: [], username: '', password: '' };
  const builder = { name: 'builder', driver: 'docker-container', platforms: [] };
  return {
    look: async () => ({ dockerfile: undefined }),
    builder: async () => ({ ...builder, buildkitVersion: 'v0.26.2', buildxVersion: '0.30.1' }),
    logIn: async ([first]) => void (login = first ?? login),
    logOut: async () => undefined,
    command: () => ['docker', 'buildx', 'build'],
    build: async ({ push, labels }) => {
      const built = image('built', 'amd64', labels);
      await writeLayoutOf(join(folder, 'built'), [built]);
      const from = await layouts.open('built');
      const name = push.kind === 'by-digest' ? push.name : push.reference;
      const target = {
        registry: registries.at(endpoint, login, async () => login),
        repository: name.replace(/^[^/]*\//, ''),
      };
      await executePush(await planPush(from, [], target), from, target);
      const { digest, mediaType } = from.root;
      return { digest, mediaType, steps: { cached: 0, executed: 1 }, warnings: [] };
    },
  };
}
