/** An image for a test: a layout of one small file, and its push to the local cloud without any action. */
import { join } from 'node:path';
import { realFileStreams, realFiles } from '@slipway/action-kit/files';
import { openLayout } from '@slipway/oci/layout';
import { writeLayout } from '@slipway/oci/layout-writer';
import { executePush, planPush } from '@slipway/oci/push';
import { createRegistry } from '@slipway/oci/registry';
import { fixedRandom } from './fixed-random.ts';

/** @returns the image's digest; equal contents have equal digests. */
export function writeImage(folder: string, content: string): Promise<string> {
  return writeLayout({ folder, files: [{ path: 'app/version.txt', content }], config: {} });
}

/** Pushes an image whose content is its own name and tag. @returns its digest. */
export async function pushImage(
  endpoint: string,
  scratch: string,
  repository: string,
  tag: string,
): Promise<string> {
  const folder = join(scratch, `${repository.replaceAll('/', '-')}-${tag}`);
  const digest = await writeImage(folder, `${repository}:${tag}`);
  await pushLayout(endpoint, folder, repository, tag);
  return digest;
}

/** Pushes the only image of an OCI layout. */
export async function pushLayout(
  endpoint: string,
  folder: string,
  repository: string,
  tag: string,
): Promise<void> {
  const disk = { ...realFiles({ workspace: folder, temporary: folder }), ...realFileStreams(folder) };
  const layout = await openLayout(folder, disk);
  const registry = createRegistry({
    endpoint,
    credentials: { username: 'AWS', password: await registryPassword(endpoint) },
    mask: () => undefined,
    clock: { now: () => 0, sleep: async () => undefined },
    random: fixedRandom(0.5),
  });
  const target = { registry, repository };
  const { stopped } = await executePush(await planPush(layout, [tag], target), layout, target);
  if (stopped !== undefined) throw stopped.failure;
}

export async function registryPassword(endpoint: string): Promise<string> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken',
    },
    body: '{}',
  });
  const { authorizationData } = (await response.json()) as {
    readonly authorizationData: readonly { readonly authorizationToken: string }[];
  };
  const login = Buffer.from(authorizationData[0]?.authorizationToken ?? '', 'base64').toString();
  return login.slice(login.indexOf(':') + 1);
}
