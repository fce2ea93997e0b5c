/** The summary of a run that has an image: its tags, its layers against those of the image before, what went with it. */
import {
  code,
  details,
  heading,
  join,
  paragraph,
  sentence,
  table,
  type Markdown,
} from '@slipway/action-kit/markdown';
import { shortDigest } from '@slipway/oci/digest';
import { headline } from './headline.ts';
import type { Layer, LayerComparison, PlatformLayers } from './new-layers.ts';
import { makesWords, originWords, tagWords } from './plan-words.ts';
import type { Placed } from './result.ts';
import { humanSize } from './size-words.ts';
import { standingOf } from './stopped-push.ts';
import type { TagState } from './tag-states.ts';

export function placedSummary(result: Placed): Markdown {
  const { repository, ending, makes } = result;
  const mark = ending.kind === 'planned' ? '📝' : '✅';
  const made = ending.kind === 'planned' ? 'Would be made' : 'Made';
  return join(
    heading(`${mark} build-push-ecr: ${repository}`),
    paragraph(headline(result)),
    imageTable(result),
    tagTable(result),
    ...(makes === 'nothing' ? [] : [paragraph(`${made}: ${makesWords(makes)}.`)]),
    layerTables(result.layers),
    referrerTable(result),
  );
}

/** What a builder pushed, it does not count. */
function imageTable({ image, origin, plan, ending }: Placed): Markdown {
  const pushed = 'result' in ending ? ending.result.pushedBlobs : plan.missingBlobs.length;
  const blobs: readonly (readonly [title: string, value: string])[] =
    origin.kind === 'build'
      ? []
      : [
          [ending.kind === 'planned' ? 'Blobs to push' : 'Blobs pushed', String(pushed)],
          ['Blobs present', String(plan.presentBlobs.length)],
        ];
  const about = [code(image.digest), humanSize(image.size), originWords(origin)];
  return table(
    ['Digest', 'Size', 'From', ...blobs.map(([title]) => title)],
    [[...about, ...blobs.map(([, value]) => value)]],
  );
}

/** Which tags hold the image now. */
export function tagTable(result: Placed): Markdown {
  const { missing } = standingOf(result);
  const isPlan = result.ending.kind === 'planned';
  const rows = result.tags.map((state) => [
    code(state.tag),
    tagBefore(state, isPlan),
    missing.includes(state.tag) ? 'missing' : isPlan ? 'would hold the image' : 'holds the image',
  ]);
  return table(['Tag', 'Before', 'Now'], rows);
}

function tagBefore(state: TagState, isPlan: boolean): string {
  return state.kind === 'other' && !isPlan ? `held ${shortDigest(state.holds)}` : tagWords(state);
}

function layerTables({ previous, gap, platforms }: LayerComparison): Markdown {
  const title = previous === undefined ? gap : undefined;
  const since =
    title ?? sentence('Layers against the image before it, ', code(shortDigest(previous ?? '')), '.');
  const isCompared = previous !== undefined;
  return join(
    paragraph(since),
    table(
      ['Platform', 'Layers', 'Size', ...(isCompared ? ['Not in that one', 'Bytes not in it'] : [])],
      platforms.map((each) => platformRow(each, isCompared)),
    ),
    ...platforms.map((each) => details(`Layers of ${each.platform}`, layerTable(each, isCompared))),
  );
}

function platformRow(
  { platform, layers }: PlatformLayers,
  isCompared: boolean,
): readonly (string | Markdown)[] {
  const fresh = layers.filter(({ isNew }) => isNew);
  const compared = isCompared ? [String(fresh.length), humanSize(bytesOf(fresh))] : [];
  return [code(platform), String(layers.length), humanSize(bytesOf(layers)), ...compared];
}

function layerTable({ layers }: PlatformLayers, isCompared: boolean): Markdown {
  const rows = layers.map(({ digest, size, isNew }) => [
    code(shortDigest(digest)),
    humanSize(size),
    ...(isCompared ? [isNew ? 'new' : 'as before'] : []),
  ]);
  return table(['Layer', 'Size', ...(isCompared ? ['Since'] : [])], rows);
}

const bytesOf = (layers: readonly Layer[]): number => layers.reduce((total, { size }) => total + size, 0);

/** Signatures, SBOMs and attestations that went with a promoted image. */
function referrerTable({ ending }: Placed): Markdown {
  if (!('result' in ending) || ending.result.pushedReferrers.length === 0) return join();
  const rows = ending.result.pushedReferrers.map(({ artifactType, root }) => [
    code(artifactType),
    code(shortDigest(root.digest)),
  ]);
  return join(paragraph('What refers to the image went with it:'), table(['Kind', 'Digest'], rows));
}
