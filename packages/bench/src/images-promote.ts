/** Another tag for an image of a gigabyte, by the built action: every call that the local cloud saw, and what moved. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startLocalAws } from '@slipway/local-aws/local-aws';
import { readWorld } from '@slipway/local-aws/world-file';
import { runAction } from '@slipway/local-runner/run-action';
import { root } from '@slipway/repo-tools/repository';
import { pushLayout, registryPassword } from '@slipway/test-kit/pushed-image';
import { writeSparseLayout } from './big-layout.ts';
import { repository, runTask, worldOfImages } from './images-push.ts';

const action = join(root, 'actions/build-push-ecr');

/** @param scratch an empty folder. @throws Error when the promotion fails. */
export async function promotionFigures(scratch: string, bytes: number): Promise<readonly string[]> {
  const layer = await writeSparseLayout(scratch, bytes);
  const aws = await startLocalAws({ world: readWorld(worldOfImages, 'world of this benchmark') });
  try {
    await pushLayout(aws.endpoint, scratch, repository, 'v1');
    const digest = await rootOf(scratch);
    const before = aws.calls.length;
    const isBuilt = (await readFile(join(action, 'dist/index.js'), 'utf8')).includes('promote-from');
    if (isBuilt) await promoteByAction(aws.environment, scratch, digest);
    else await promoteByPackage(aws.endpoint, digest);
    const calls = aws.calls.slice(before).map(({ service, operation }) => `${service} ${operation}`);
    const moved = calls.filter((call) => isTransfer(call, layer)).length * bytes;
    return [
      `Another tag for an image of ${String(bytes / 1e9)} GB in the same repository, by ${isBuilt ? 'the built action' : 'the package alone: the bundle does not promote yet, whose ECR calls come on top'}:`,
      `  ${String(calls.length)} calls (goal: ≤ 12), ${String(moved)} layer bytes (goal: 0)`,
      ...calls.map((call) => `    ${call}`),
    ];
  } finally {
    await aws.close();
  }
}

/** Whether the layer was read, or anything was uploaded. */
const isTransfer = (call: string, layer: string): boolean =>
  /blobs\/uploads/.test(call) || (call.includes('GET') && call.endsWith(layer));

async function rootOf(layout: string): Promise<string> {
  const index = JSON.parse(await readFile(join(layout, 'index.json'), 'utf8')) as {
    readonly manifests: readonly { readonly digest: string }[];
  };
  return index.manifests[0]?.digest ?? '';
}

async function promoteByAction(
  env: Readonly<Record<string, string>>,
  workspace: string,
  digest: string,
): Promise<void> {
  const inputs = { repository, 'promote-from': `${repository}@${digest}`, tags: 'v2' };
  const { exitCode, log } = await runAction({ action, inputs, env, workspace });
  if (exitCode !== 0) throw new Error(log.join('\n'));
}

async function promoteByPackage(endpoint: string, digest: string): Promise<void> {
  const password = await registryPassword(endpoint);
  await runTask({ endpoint, password, repository, tag: 'v2', source: { digest } });
}
