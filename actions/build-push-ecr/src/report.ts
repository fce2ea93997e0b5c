/** What build-push-ecr tells: what became of the plan, a table a tag, and the facts that later steps need. */
import type { OutputName } from '@slipway/action-kit/inputs';
import { code, heading, join, paragraph, table, type Markdown } from '@slipway/action-kit/markdown';
import type { Annotation, Report } from '@slipway/action-kit/report';
import type { contract } from './contract.ts';
import { tagWords } from './plan-words.ts';
import type { Result } from './push-image.ts';
import { humanSize } from './size-words.ts';

type Name = OutputName<typeof contract>;

/** The outputs of a run that failed. */
export const nothingPushed: Partial<Readonly<Record<Name, string>>> = {
  tags: '[]',
  platforms: '{}',
  reused: 'false',
};

export function reportOf(result: Result): Report<Name> {
  return {
    lines: [headline(result)],
    annotations: repeated(result),
    summary: summary(result),
    outputs: outputsOf(result),
  };
}

function outputsOf({
  repository,
  registryHost,
  image,
  tags,
  ending,
}: Result): Readonly<Record<Name, string>> {
  return {
    repository,
    registry: registryHost,
    digest: image.digest,
    image: `${registryHost}/${repository}@${image.digest}`,
    tags: JSON.stringify(tags.map(({ tag }) => tag)),
    platforms: JSON.stringify(image.platforms),
    'media-type': image.mediaType,
    reused: String(ending.kind === 'reused'),
    size: String(image.size),
  };
}

function headline({ repository, image, tags, ending }: Result): string {
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

function layerCounts({ plan }: Result): readonly [pushed: string, present: string] {
  return [String(plan.missingBlobs.length), String(plan.presentBlobs.length)];
}
