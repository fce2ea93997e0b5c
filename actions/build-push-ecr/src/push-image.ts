/** Has the image of a layout in ECR under its tags: everything is looked at first, then only what lacks is pushed. */
import type { Log } from '@slipway/action-kit/ports';
import type { Image } from '@slipway/oci/image';
import { executePush, planPush, type PushPlan, type PushResult } from '@slipway/oci/push';
import type { StoppedPush } from '@slipway/oci/push-tags';
import type { PushRegistry } from '@slipway/oci/push-target';
import type { TagRule } from '@slipway/oci/put-tag';
import { registryUrl } from '@slipway/oci/reference';
import type { Inputs } from './inputs.ts';
import { planLines, type Planned } from './plan-words.ts';
import type { Ecr, Layouts, Registries } from './ports.ts';
import { refusalOf, tagState, tagStillFree, type TagState } from './tag-states.ts';
import { tagsOf, type TagJob } from './tag-templates.ts';

export type Request = Pick<Inputs, 'repository' | 'ociLayout' | 'tags' | 'ifTagExists' | 'dryRun'>;

export interface World {
  readonly ecr: Ecr;
  readonly layouts: Layouts;
  readonly registries: Registries;
  readonly log: Pick<Log, 'info' | 'mask'>;
  readonly job: TagJob;
}

export type Ending =
  /** Every tag held the digest already. */
  | { readonly kind: 'reused' }
  | { readonly kind: 'planned' }
  | { readonly kind: 'pushed'; readonly result: PushResult }
  /** Some tags could not be put; what was put before them stays. */
  | { readonly kind: 'stopped'; readonly result: PushResult; readonly by: StoppedPush };

export interface Result extends Planned {
  readonly repeatedTags: readonly string[];
  readonly ending: Ending;
}

/** @throws Failure before a tag is put; until the plan has been logged nothing has been pushed. */
export async function pushImage(request: Request, world: World): Promise<Result> {
  const { repository } = request;
  const wanted = tagsOf(request.tags, world.job);
  const layout = await world.layouts.open(request.ociLayout);
  const target = await world.ecr.describeRepository(repository);
  const digest = layout.root.digest;
  const tags = await statesOf(wanted.tags, repository, digest, world.ecr);
  const refusal = refusalOf(tags, { ...request, digest, immutable: target.immutable });
  if (refusal !== undefined) throw refusal;
  const registry = await loggedIn(target.registryHost, world);
  const missing = tags.filter(({ kind }) => kind !== 'held').map(({ tag }) => tag);
  const plan = await planPush(layout, missing, { registry, repository });
  const { registryHost } = target;
  const { size, platforms, root } = layout;
  const image = { digest, mediaType: root.mediaType, size, platforms };
  const facts = { repository, registryHost, image, tags, repeatedTags: wanted.repeated, plan };
  for (const line of planLines(facts)) world.log.info(line);
  return { ...facts, ending: await end(request, plan, layout, registry) };
}

/** One after the other: there are few, and ECR throttles. */
async function statesOf(
  tags: readonly string[],
  repository: string,
  digest: string,
  ecr: Ecr,
): Promise<readonly TagState[]> {
  const states: TagState[] = [];
  for (const tag of tags) {
    const found = await ecr.describeImage(repository, { tag });
    states.push(tagState(tag, found?.digest, digest));
  }
  return states;
}

async function loggedIn(registryHost: string, { ecr, registries, log }: World): Promise<PushRegistry> {
  const login = await ecr.login();
  log.mask(login.password);
  // One token is good for every registry that the role may reach, another account's included.
  const isOwn = login.registryHost === registryHost;
  return registries.at(isOwn ? login.endpointUrl : registryUrl(registryHost), login);
}

async function end(
  { repository, dryRun, ifTagExists }: Request,
  plan: PushPlan,
  layout: Image,
  registry: PushRegistry,
): Promise<Ending> {
  const lacksNothing = plan.imagePresent && plan.tags.length === 0 && plan.referrers.missing.length === 0;
  if (lacksNothing) return { kind: 'reused' };
  if (dryRun) {
    await layout.verify();
    return { kind: 'planned' };
  }
  const rules = { repository, ifTagExists, digest: plan.digest };
  const tagRule: TagRule = (tag, holds) => tagStillFree(tag, holds, rules);
  const target = { registry, repository };
  // What may be moved need not be looked at again.
  const result = await executePush(plan, layout, target, ifTagExists === 'overwrite' ? undefined : tagRule);
  if (result.stopped !== undefined) return { kind: 'stopped', result, by: result.stopped };
  const pushedNothing = plan.imagePresent && result.pushedTags.length === 0;
  return pushedNothing ? { kind: 'reused' } : { kind: 'pushed', result };
}
