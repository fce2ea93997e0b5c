/**
 * Run as a process of its own: pushes a layout, or puts another tag on an image, with the package that the action is
 * made of; prints as JSON how many calls it made, how many bytes they carried, and the most memory that it held.
 */
import { realClock } from '@slipway/action-kit/clock';
import { realFiles, realFileStreams } from '@slipway/action-kit/files';
import { realRandom } from '@slipway/action-kit/random';
import type { Image } from '@slipway/oci/image';
import { openLayout } from '@slipway/oci/layout';
import { executePush, planPush } from '@slipway/oci/push';
import { createRegistry, type Registry } from '@slipway/oci/registry';
import { openImage } from '@slipway/oci/remote-image';

/** What it is told by its one argument. */
export interface ImageTask {
  readonly endpoint: string;
  readonly password: string | undefined;
  readonly repository: string;
  readonly tag: string;
  readonly source: { readonly layout: string } | { readonly digest: string };
}

/** What it prints. */
export interface ImageTaskEnd {
  readonly calls: number;
  /** Bytes of all request bodies. */
  readonly sentBytes: number;
  readonly blobBytes: number;
  readonly peakKilobytes: number;
}

const task = JSON.parse(process.argv[2] ?? '') as ImageTask;
const traffic = countTraffic();
const registry = createRegistry({
  endpoint: task.endpoint,
  credentials: task.password === undefined ? undefined : { username: 'AWS', password: task.password },
  mask: () => undefined,
  clock: realClock,
  random: realRandom,
});
const image = await imageOf(task, registry);
const target = { registry, repository: task.repository };
const { stopped, pushedBytes } = await executePush(await planPush(image, [task.tag], target), image, target);
if (stopped !== undefined) throw stopped.failure;
const end: ImageTaskEnd = {
  ...traffic,
  blobBytes: pushedBytes,
  peakKilobytes: process.resourceUsage().maxRSS,
};
console.log(JSON.stringify(end));

async function imageOf({ source, repository }: ImageTask, from: Registry): Promise<Image> {
  if ('digest' in source) return openImage(from, repository, source.digest);
  const { layout } = source;
  return openLayout(layout, {
    ...realFiles({ workspace: layout, temporary: layout }),
    ...realFileStreams(layout),
  });
}

/** Every request says how long its body is, or has it in memory. */
function countTraffic(): { calls: number; sentBytes: number } {
  const counted = { calls: 0, sentBytes: 0 };
  const real = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    counted.calls += 1;
    const said = new Headers(init?.headers).get('content-length');
    counted.sentBytes += init?.body instanceof Uint8Array ? init.body.byteLength : Number(said ?? 0);
    return real(input, init);
  };
  return counted;
}
