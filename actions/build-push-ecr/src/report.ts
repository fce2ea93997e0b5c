/** What build-push-ecr tells: what became of the plan, a table a tag, and the facts that later steps need. */
import type { Annotation } from '@slipway/action-kit/annotation';
import type { OutputName } from '@slipway/action-kit/inputs';
import { code, heading, join, paragraph, table, type Markdown } from '@slipway/action-kit/markdown';
import type { Report } from '@slipway/action-kit/report';
import { failureSummary } from '@slipway/action-kit/run-action';
import { shortDigest } from '@slipway/oci/digest';
import type { contract } from './contract.ts';
import { tagWords } from './plan-words.ts';
import type { Result } from './push-image.ts';
import { humanSize } from './size-words.ts';
import { standingOf, standingWords, stoppedFailure } from './stopped-push.ts';
import type { TagState } from './tag-states.ts';

type Name = OutputName<typeof contract>;

/** The outputs of a run that failed before a tag was put. */
export const nothingPushed: Partial<Readonly<Record<Name, string>>> = {
  tags: '[]',
  platforms: '{}',
  reused: 'false',
};

export function reportOf(result: Result): Report<Name> {
  const { ending } = result;
  const told = { lines: [headline(result)], annotations: repeated(result), outputs: outputsOf(result) };
  if (ending.kind !== 'stopped') return { ...told, summary: summary(result) };
  const failure = stoppedFailure(result, ending);
  return { ...told, failure, summary: join(failureSummary('build-push-ecr', failure), tagTable(result)) };
}

/** What is there is said even when the run failed: later steps and people must be able to find it. */
function outputsOf(result: Result): Readonly<Record<Name, string>> {
  const { repository, registryHost, image, ending } = result;
  const { isThere, tags } = standingOf(result);
  const known = (value: string): string => (isThere ? value : '');
  return {
    repository,
    registry: registryHost,
    digest: known(image.digest),
    image: known(`${registryHost}/${repository}@${image.digest}`),
    tags: JSON.stringify(tags),
    platforms: JSON.stringify(isThere ? image.platforms : {}),
    'media-type': known(image.mediaType),
    reused: String(ending.kind === 'reused'),
    size: known(String(image.size)),
  };
}

function headline(result: Result): string {
  const { repository, image, tags, ending } = result;
  const named = tags.map(({ tag }) => tag).join(', ');
  switch (ending.kind) {
    case 'reused':
      return `Reused: ${repository} has ${image.digest} already as ${named}; nothing was pushed.`;
    case 'planned':
      return `Dry run: ${image.digest} would be in ${repository} as ${named}; nothing was pushed.`;
    case 'pushed': {
      const { pushedBlobs, pushedBytes } = ending.result;
      const sent =
        pushedBlobs === 0 ? 'no blobs' : `${count(pushedBlobs, 'blob')} (${humanSize(pushedBytes)})`;
      return `Pushed ${sent} to ${repository}: ${image.digest} is there as ${named}.`;
    }
    case 'stopped':
      return `Stopped: ${standingWords(result)}.`;
  }
}

const count = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? '' : 's'}`;

function repeated({ repeatedTags }: Result): readonly Annotation[] {
  return repeatedTags.map((tag) => ({
    level: 'notice',
    title: 'build-push-ecr: equal tags',
    message: `More than one line of \`tags\` gives ${tag}; it is pushed once.`,
  }));
}

function summary(result: Result): Markdown {
  const { image, tags, repository, ending } = result;
  const [pushed, present] = layerCounts(result);
  const rows = tags.map((state) => [
    code(state.tag),
    ending.kind === 'reused' ? 'holds it already' : tagWords(state),
    code(image.digest),
    humanSize(image.size),
    pushed,
    present,
  ]);
  const mark = ending.kind === 'planned' ? '📝' : '✅';
  const blobs = ending.kind === 'planned' ? 'Blobs to push' : 'Blobs pushed';
  return join(
    heading(`${mark} build-push-ecr: ${repository}`),
    paragraph(headline(result)),
    table(['Tag', 'Before', 'Digest', 'Size', blobs, 'Blobs present'], rows),
  );
}

/** After a push that was stopped: which tags hold the image now. */
function tagTable(result: Result): Markdown {
  const { missing } = standingOf(result);
  const rows = result.tags.map((state) => [
    code(state.tag),
    tagBefore(state),
    missing.includes(state.tag) ? 'missing' : 'holds the image',
  ]);
  return table(['Tag', 'Before', 'Now'], rows);
}

function tagBefore(state: TagState): string {
  return state.kind === 'other' ? `held ${shortDigest(state.holds)}` : tagWords(state);
}

function layerCounts({ plan }: Result): readonly [pushed: string, present: string] {
  return [String(plan.missingBlobs.length), String(plan.presentBlobs.length)];
}
