/** The plan of a run in words: what is there, what lacks, what happens to each tag. */
import { shortDigest } from '@slipway/oci/digest';
import type { PushPlan } from '@slipway/oci/push';
import type { Place } from './place.ts';
import type { Origin, Planned, ToBuild } from './result.ts';
import { count, humanSize } from './size-words.ts';
import type { TagState } from './tag-states.ts';

/** Lines for the log. What is built has had its plan before, and the builder has pushed it. */
export function planLines(planned: Planned): readonly string[] {
  if (planned.origin.kind === 'build') return [imageLine(planned)];
  const { repository, registryHost, makes, origin, tags, plan } = planned;
  return [
    `Plan for ${repository} in ${registryHost}`,
    ...makesLines(makes),
    imageLine(planned),
    `  from   ${originWords(origin)}`,
    `  blobs  ${blobWords(plan)}`,
    ...referrerLines(plan),
    ...tags.map((state) => `  tag    ${state.tag}: ${tagWords(state)}`),
  ];
}

function imageLine({ image }: Planned): string {
  const platforms = Object.keys(image.platforms).join(', ');
  return `  image  ${image.digest}, ${humanSize(image.size)}${platforms === '' ? '' : `, ${platforms}`}`;
}

/** Before a build; a dry run ends with them. */
export function toBuildLines({
  repository,
  registryHost,
  makes,
  tags,
  command,
  builder,
}: ToBuild): readonly string[] {
  return [
    `Plan for ${repository} in ${registryHost}`,
    ...makesLines(makes),
    `  build  with the builder ${builder.name} (${builder.driver}, buildx ${builder.buildxVersion}):`,
    `         ${commandWords(command)}`,
    ...tags.map(
      ({ tag, holds }) =>
        `  tag    ${tag}: ${holds === undefined ? 'new' : `moves from ${shortDigest(holds.digest)}`}`,
    ),
  ];
}

const makesLines = (makes: Place['lacks']): readonly string[] =>
  makes === 'nothing' ? [] : [`  makes  ${makesWords(makes)}`];

export function makesWords(makes: Exclude<Place['lacks'], 'nothing'>): string {
  return makes === 'everything'
    ? 'the repository, with immutable tags, scan on push, encryption and a lifecycle policy'
    : 'a lifecycle policy for the repository, which is empty and has none';
}

export function originWords(origin: Origin): string {
  switch (origin.kind) {
    case 'layout':
      return 'an OCI layout';
    case 'promotion':
      return origin.from;
    case 'build':
      return `a build: ${stepWords(origin.built.steps)}`;
    case 'earlier-build':
      return 'an earlier build of this revision';
  }
}

/** `12 steps, 9 of them cached` */
export function stepWords({
  cached,
  executed,
}: {
  readonly cached: number;
  readonly executed: number;
}): string {
  return `${count(cached + executed, 'step')}, ${String(cached)} of them cached`;
}

export function blobWords({ missingBlobs, presentBlobs, mountFrom }: PushPlan): string {
  const how = mountFrom === undefined ? 'push' : 'take over inside the registry, or to copy';
  const bytes = missingBlobs.reduce((total, { size }) => total + size, 0);
  const toPush =
    missingBlobs.length === 0
      ? 'none to push'
      : `${String(missingBlobs.length)} to ${how} (${humanSize(bytes)})`;
  return `${toPush}, ${String(presentBlobs.length)} already there`;
}

function referrerLines({ referrers }: PushPlan): readonly string[] {
  const { missing, present, leftBehind } = referrers;
  if (missing.length + present + leftBehind.length === 0) return [];
  const left = leftBehind.length === 0 ? '' : `, ${String(leftBehind.length)} that can't be taken along`;
  return [`  refer  ${String(missing.length)} to push, ${String(present)} already there${left}`];
}

export function tagWords(state: TagState): string {
  switch (state.kind) {
    case 'new':
      return 'new';
    case 'held':
      return 'holds it already';
    case 'other':
      return `moves from ${shortDigest(state.holds)}`;
  }
}

/** As one would type it. */
export const commandWords = (command: readonly string[]): string => command.map(quoted).join(' ');

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
