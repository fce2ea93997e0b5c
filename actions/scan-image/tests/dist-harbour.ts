/**
 * The harbour of the transcripts: a local cloud whose registry scans, on which the committed bundle judges images in
 * lockstep, so that every run is the same to the byte. Each scene has one of its own.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { virtualClock } from '@slipway/local-aws/clock';
import type { Gate } from '@slipway/local-aws/dispatch';
import {
  openStage,
  type HarbourStage,
  type Played,
  type StageOptions,
} from '@slipway/test-kit/harbour-stage';
import { attestedIndex, image, writeLayoutOf } from '@slipway/test-kit/layouts-on-disk';
import { bystander } from '@slipway/test-kit/lockstep/door';
import { openLockstep, type Lockstep } from '@slipway/test-kit/lockstep/lockstep';
import { pushLayout } from '@slipway/test-kit/pushed-image';
import { namedText } from '@slipway/test-kit/stable-text';
import { worldOf, type WorldParts } from './dist-world.ts';

type Values = Readonly<Record<string, string>>;

export interface HarbourScene extends WorldParts {
  /** Of the checkout, by path. */
  readonly files?: Values;
  /** Of the repository that the job runs in. */
  readonly github?: StageOptions['github'];
  /** Sees every call of AWS, and may refuse it. */
  readonly gate?: Gate;
  readonly play: (harbour: Harbour) => Promise<Played>;
}

export interface Harbour {
  readonly stage: HarbourStage;
  /** Judges the image of this reference in `team/web`. */
  readonly judge: (digest: string, inputs?: Values, env?: Values) => Promise<Played>;
  /** Pushes an image under this tag, and judges its digest. */
  readonly pushAndJudge: (tag: string, inputs?: Values, env?: Values) => Promise<Played>;
  /** @returns the digest of an image. */
  readonly push: (tag: string) => Promise<string>;
  /** @returns the digest of an index of two platforms, each with an attestation beside it. */
  readonly pushIndex: (tag: string) => Promise<string>;
  /** Lets so many seconds pass, while no job runs. */
  readonly wait: (seconds: number) => void;
  /** One call of AWS by somebody else. @param target `AmazonEC2ContainerServiceV20141113.UpdateService`. */
  readonly call: (target: string, input: object) => Promise<unknown>;
  /** Has the service `web` run the image of this tag, until that serves. */
  readonly serve: (tag: string) => Promise<void>;
}

export async function playScene(scene: HarbourScene): Promise<Played> {
  await using opened = new AsyncDisposableStack();
  const lockstep = await openLockstep(virtualClock(undefined, 1));
  opened.defer(() => lockstep.close());
  const { github = {}, gate = () => undefined } = scene;
  const stage = await openStage({ world: worldOf(scene), lockstep, github, gate });
  opened.defer(() => stage.close());
  for (const [path, content] of Object.entries(scene.files ?? {})) await stage.write(path, content);
  return await scene.play(harbourOn(stage, lockstep));
}

const repository = 'team/web';

function harbourOn(stage: HarbourStage, lockstep: Lockstep): Harbour {
  const push: Harbour['push'] = (tag) => stage.push(repository, tag);
  const judge: Harbour['judge'] = (digest, inputs = {}, env = {}) =>
    stage.play('scan-image', { repository, digest, ...inputs }, env);
  const call: Harbour['call'] = (target, input) => ask(stage.aws.endpoint, target, input);
  return {
    stage,
    push,
    judge,
    pushAndJudge: async (tag, inputs, env) => judge(await push(tag), inputs, env),
    pushIndex: async (tag) => {
      const index = attestedIndex(image(tag), image(tag, 'arm64'));
      const folder = join(stage.workspace, 'pushed', tag);
      await writeLayoutOf(folder, [index]);
      await pushLayout(stage.aws.endpoint, folder, repository, tag);
      return index.digest;
    },
    wait: (seconds) => lockstep.clock.advance(seconds * 1000),
    call,
    serve: async (tag) => {
      await push(tag);
      const host = new URL(stage.aws.endpoint).host;
      const container = { name: 'web', image: `${host}/${repository}:${tag}`, memory: 128 };
      await call(`${ecs}.RegisterTaskDefinition`, { family: 'web', containerDefinitions: [container] });
      const service = { cluster: 'harbour', service: 'web', taskDefinition: 'web', desiredCount: 1 };
      await call(`${ecs}.UpdateService`, service);
      await lockstep.until(() => stage.aws.ecs.services[0]?.history[0]?.status === 'SUCCESSFUL');
    },
  };
}

export const ecs = 'AmazonEC2ContainerServiceV20141113';

async function ask(endpoint: string, target: string, input: object): Promise<unknown> {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': target,
    [bystander]: 'somebody else',
  };
  const response = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(input) });
  if (!response.ok)
    throw new Error(`${target} answered ${String(response.status)}: ${await response.text()}`);
  return response.json();
}

/** A transcript with a file of the workspace behind it. */
export async function withFile({ stage }: Harbour, played: Played, path: string): Promise<Played> {
  const content = await readFile(join(stage.workspace, path), 'utf8');
  return { ...played, transcript: `${played.transcript}\n${path}:\n${namedText(content)}` };
}
