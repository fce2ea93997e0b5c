/**
 * Has the image that is asked for in ECR under its tags: everything is looked at first, then only what lacks is built,
 * copied or pushed.
 */
import { asFailure, withSentence } from '@slipway/action-kit/failures';
import type { Log } from '@slipway/action-kit/ports';
import type { Image } from '@slipway/oci/image';
import { executePush, planPush } from '@slipway/oci/push';
import type { TagRule } from '@slipway/oci/put-tag';
import { registryUrl } from '@slipway/oci/reference';
import type { Registry } from '@slipway/oci/registry';
import {
  buildImage,
  checkedBuild,
  type BuildEnd,
  type BuildWorld,
  type CheckedBuild,
  type PlannedBuild,
} from './build-image.ts';
import { compareLayers } from './new-layers.ts';
import { lookAtPlace, makePlace, type Place } from './place.ts';
import { planLines, toBuildLines } from './plan-words.ts';
import type { Layouts, Registries } from './ports.ts';
import { openPromoted } from './promotion.ts';
import type { Request } from './request.ts';
import type { Ending, Origin, Placed, Planned, Result, RunFacts, ToBuild } from './result.ts';
import { requireAllowed, tagState, tagStillFree } from './tag-states.ts';
import { tagsOf, type TagJob } from './tag-templates.ts';
import type { JobFacts } from './wanted-build.ts';

export interface World extends BuildWorld {
  readonly layouts: Layouts;
  readonly registries: Registries;
  readonly registryId: string | undefined;
  readonly region: string;
  readonly log: Pick<Log, 'info'>;
  readonly facts: JobFacts & { readonly job: TagJob };
}

/** @throws Failure before a tag is put; until the plan has been logged nothing has been pushed. */
export async function provideImage(request: Request, world: World): Promise<Result> {
  const first = await attempt(request, world, true);
  if (first.kind === 'nothing-there') throw new Error('what is not there is built');
  if (!wasOvertaken(request, first)) return first;
  world.log.info(
    'Somebody else was quicker with a tag: what it holds now is looked at, as a re-run would do.',
  );
  try {
    const second = await attempt(request, world, false);
    // ECR shows a tag some moments later than its registry does.
    return second.kind === 'nothing-there' ? first : second;
  } catch (error) {
    const { repository, image } = first;
    const built = `This run's own build is in ${repository} as ${image.digest}, without a tag.`;
    throw withSentence(asFailure(error), built);
  }
}

const wasOvertaken = ({ ifTagExists }: Request, result: Result): result is Placed =>
  result.kind === 'placed' &&
  result.origin.kind === 'build' &&
  result.ending.kind === 'stopped' &&
  result.ending.result.pushedTags.length === 0 &&
  ifTagExists === 'reuse' &&
  ['tag-holds-other', 'tag-immutable'].includes(result.ending.by.failure.code);

type NothingThere = Extract<BuildEnd, { kind: 'nothing-there' }>;

async function attempt(request: Request, world: World, mayBuild: boolean): Promise<Result | NothingThere> {
  const wanted = tagsOf(request.tags, world.facts.job);
  const source = await prepared(request, world);
  const place = await lookAtPlace(request, wanted.tags, world);
  const registry = await registryAt(place.registryHost, place, world);
  const { repository, registryHost, lacks: makes } = place;
  const facts = { repository, registryHost, makes, repeatedTags: wanted.repeated };
  const obtained = await obtain(source, place, registry, { facts, request, world, mayBuild });
  if (obtained.kind !== 'at-hand') return obtained;
  return put(obtained, { facts, place, registry, request, world });
}

type Prepared =
  | { readonly kind: 'image'; readonly image: Image }
  | { readonly kind: 'promotion'; readonly from: Extract<Request['source'], { kind: 'promotion' }>['from'] }
  | { readonly kind: 'build'; readonly build: CheckedBuild };

/** What can be looked at before AWS is asked. */
async function prepared({ source }: Request, { layouts, docker, facts }: World): Promise<Prepared> {
  switch (source.kind) {
    case 'oci-layout':
      return { kind: 'image', image: await layouts.open(source.layout) };
    case 'promotion':
      return source;
    case 'build':
      return { kind: 'build', build: await checkedBuild(source.build, { docker, facts }) };
  }
}

interface AtHand {
  readonly kind: 'at-hand';
  readonly image: Image;
  readonly origin: Origin;
  /** The tag that the builder put by itself. */
  readonly putByBuilder: string | undefined;
}

interface Obtaining {
  readonly facts: RunFacts;
  readonly request: Request;
  readonly world: World;
  /** Whether an image may be built where none is there. */
  readonly mayBuild: boolean;
}

async function obtain(
  source: Prepared,
  place: Place,
  registry: Registry,
  { facts, request, world, mayBuild }: Obtaining,
): Promise<AtHand | ToBuild | NothingThere> {
  if (source.kind === 'image') return atHand(source.image, { kind: 'layout' });
  if (source.kind === 'promotion') {
    const image = await openPromoted(source.from, place.registryHost, async (host) =>
      host === place.registryHost ? registry : registryAt(host, place, world),
    );
    const from = `${source.from.registry ?? place.registryHost}/${source.from.repository}`;
    return atHand(image, { kind: 'promotion', from });
  }
  const told = (build: PlannedBuild): ToBuild => ({ kind: 'to-build', ...facts, tags: place.tags, ...build });
  const announce = (build: PlannedBuild): void => {
    for (const line of toBuildLines(told(build))) world.log.info(line);
  };
  const end = await buildImage(source.build, place, registry, { request, world, announce, mayBuild });
  if (end.kind === 'to-build') return told(end);
  if (end.kind === 'nothing-there') return end;
  if (end.kind === 'reused') {
    const { noCache, pull } = source.build.inputs;
    const ignored = [...(noCache ? ['no-cache'] : []), ...(pull ? ['pull'] : [])];
    return atHand(end.image, { kind: 'earlier-build', planUnknown: end.planUnknown, ignored });
  }
  return atHand(end.image, { kind: 'build', built: end.built }, end.tag);
}

const atHand = (image: Image, origin: Origin, putByBuilder?: string): AtHand => ({
  kind: 'at-hand',
  image,
  origin,
  putByBuilder,
});

async function registryAt(
  host: string,
  { registryHost: own }: Place,
  { logins, registries }: World,
): Promise<Registry> {
  const login = await logins.at(host, own);
  if (login === undefined) return registries.at(registryUrl(host), undefined);
  // One token is good for every registry that the role may reach, another account's included.
  const endpointUrl = login.registryHost === host ? login.endpointUrl : registryUrl(host);
  return registries.at(endpointUrl, login, () => logins.renewed(host));
}

interface Putting {
  readonly facts: RunFacts;
  readonly place: Place;
  readonly registry: Registry;
  readonly request: Request;
  readonly world: World;
}

async function put({ image, origin, putByBuilder }: AtHand, putting: Putting): Promise<Placed> {
  const { facts, place, registry, request, world } = putting;
  const { repository } = place;
  const { digest, mediaType } = image.root;
  if (origin.kind !== 'build') requireAllowed(place.tags, { ...request, digest });
  const tags = place.tags.map(({ tag, holds }) => tagState(tag, holds?.digest, digest));
  const missing = tags.filter((state) => state.kind !== 'held' && state.tag !== putByBuilder);
  const target = { registry, repository };
  const plan = await planPush(
    image,
    missing.map(({ tag }) => tag),
    target,
  );
  const { size, platforms, source } = image;
  const planned = { ...facts, image: { digest, mediaType, size, platforms, source }, origin, tags, plan };
  for (const line of planLines(planned)) world.log.info(line);
  const layers = await compareLayers(image, place, registry);
  return { kind: 'placed', ...planned, layers, ending: await end(image, planned, putting) };
}

async function end(
  image: Image,
  { plan, origin }: Pick<Planned, 'plan' | 'origin'>,
  { place, registry, request, world }: Putting,
): Promise<Ending> {
  const { repository, dryRun, ifTagExists } = request;
  if (dryRun) await image.verify();
  const isDone = plan.imagePresent && plan.tags.length === 0 && plan.referrers.missing.length === 0;
  if (isDone && origin.kind !== 'build') return { kind: 'reused' };
  if (dryRun) return { kind: 'planned' };
  if (origin.kind !== 'build') await makePlace(place, world.ecr);
  const rules = { repository, ifTagExists, digest: plan.digest };
  const tagRule: TagRule = (tag, holds) => tagStillFree(tag, holds, rules);
  const target = { registry, repository };
  // What may be moved need not be looked at again.
  const result = await executePush(plan, image, target, ifTagExists === 'overwrite' ? undefined : tagRule);
  if (result.stopped !== undefined) return { kind: 'stopped', result, by: result.stopped };
  const pushed = result.pushedTags.length + result.pushedReferrers.length;
  const changed = origin.kind === 'build' || !plan.imagePresent || pushed > 0;
  return changed ? { kind: 'pushed', result } : { kind: 'reused' };
}
