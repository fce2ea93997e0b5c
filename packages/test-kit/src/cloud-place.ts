/** Where an action works beside a local cloud of its own: scripted images, a checkout, and a steady service to deploy to. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askEcs } from '@slipway/local-aws/ask';
import type { Gate } from '@slipway/local-aws/dispatch';
import type { RecordedCall } from '@slipway/local-aws/journal';
import { startLocalAws, type LocalAws } from '@slipway/local-aws/local-aws';
import type { CloudClock } from '@slipway/local-aws/ports';
import type { Turnstile } from '@slipway/local-aws/turnstile';
import { readWorld } from '@slipway/local-aws/world-file';
import { pushImage } from './pushed-image.ts';

/** A cloud, and where an action works beside it. */
export interface CloudPlace {
  readonly aws: LocalAws;
  /** The checkout of the job; absolute, temporary. */
  readonly workspace: string;
  close(): Promise<void>;
}

export interface CloudOptions {
  /** YAML of a world file. */
  readonly world: string;
  /** Pushed to the repository `web`; the world says how each behaves. */
  readonly tags: readonly string[];
  readonly gate?: Gate;
}

/** @param time of the cloud, and when it answers each call. */
export async function openPlace(
  { world, tags, gate }: CloudOptions,
  time: { readonly clock: CloudClock; readonly turnstile?: Turnstile },
): Promise<CloudPlace> {
  await using opened = new AsyncDisposableStack();
  const workspace = await mkdtemp(join(tmpdir(), 'slipway-bench-'));
  opened.defer(() => rm(workspace, { recursive: true, force: true }));
  const parts = { world: readWorld(world, 'world of this benchmark'), ...time };
  const aws = await startLocalAws(gate === undefined ? parts : { ...parts, gate });
  opened.defer(() => aws.close());
  for (const tag of tags) await pushImage(aws.endpoint, join(workspace, 'pushed'), 'web', tag);
  const open = opened.move();
  return { aws, workspace, close: () => open.disposeAsync() };
}

/** Registers the first revision of a family, which runs the image `web:first`. @param more of its container. */
export async function registerFirst({ aws }: CloudPlace, family: string, more = {}): Promise<void> {
  await askEcs(aws.endpoint, 'RegisterTaskDefinition', documentOf(aws, family, 'first', more));
}

/** Writes the document that a deployment is asked to register, with the image `web:‹tag›`. @returns its name. */
export async function writeDocument(
  cloud: CloudPlace,
  family: string,
  tag: string,
  more = {},
): Promise<string> {
  const name = `${family}.json`;
  await writeFile(join(cloud.workspace, name), JSON.stringify(documentOf(cloud.aws, family, tag, more)));
  return name;
}

function documentOf({ endpoint }: LocalAws, family: string, tag: string, more: object): object {
  const image = `${new URL(endpoint).host}/web:${tag}`;
  const port = { containerPort: 80 };
  const container = { name: 'app', image, memory: 128, essential: true, portMappings: [port], ...more };
  return { family, networkMode: 'awsvpc', containerDefinitions: [container] };
}

/** Whether a call only looks. */
export const isReading = ({ operation }: RecordedCall): boolean =>
  /^(Describe|List|Get|Filter)/.test(operation);
