/** What build-push-ecr tells: what became of the plan, and the facts that later steps need. */
import type { Annotation } from '@slipway/action-kit/annotation';
import type { OutputName } from '@slipway/action-kit/inputs';
import { block, heading, join, paragraph, table, code } from '@slipway/action-kit/markdown';
import type { Report } from '@slipway/action-kit/report';
import { failureSummary } from '@slipway/action-kit/run-action';
import type { contract } from './contract.ts';
import { headline } from './headline.ts';
import { commandWords } from './plan-words.ts';
import type { EarlierBuild, Placed, Result, ToBuild } from './result.ts';
import { standingOf, stoppedFailure } from './stopped-push.ts';
import { placedSummary, tagTable } from './summary.ts';

type Name = OutputName<typeof contract>;

/** The outputs of a run that failed before a tag was put. */
export const nothingPushed: Partial<Readonly<Record<Name, string>>> = {
  tags: '[]',
  platforms: '{}',
  reused: 'false',
};

export function reportOf(result: Result): Report<Name> {
  return result.kind === 'to-build' ? toBuildReport(result) : placedReport(result);
}

function placedReport(result: Placed): Report<Name> {
  const { ending } = result;
  const told = { lines: [headline(result)], annotations: annotationsOf(result), outputs: outputsOf(result) };
  if (ending.kind !== 'stopped') return { ...told, summary: placedSummary(result) };
  const failure = stoppedFailure(result, ending);
  return { ...told, failure, summary: join(failureSummary('build-push-ecr', failure), tagTable(result)) };
}

function toBuildReport(result: ToBuild): Report<Name> {
  const { repository, registryHost, tags, command } = result;
  const line = `Dry run: an image would be built and pushed to ${repository}; nothing was.`;
  const rows = tags.map(({ tag, holds }) => [code(tag), holds === undefined ? 'new' : code(holds.digest)]);
  return {
    lines: [line],
    annotations: repeated(result),
    summary: join(
      heading(`📝 build-push-ecr: ${repository}`),
      paragraph(line),
      table(['Tag', 'Before'], rows),
      block(commandWords(command)),
    ),
    outputs: {
      repository,
      registry: registryHost,
      digest: '',
      image: '',
      tags: JSON.stringify(tags.map(({ tag }) => tag)),
      platforms: '{}',
      'media-type': '',
      reused: 'false',
      size: '',
    },
  };
}

/** What is there is said even when the run failed: later steps and people must be able to find it. */
function outputsOf(result: Placed): Readonly<Record<Name, string>> {
  const { repository, registryHost, image } = result;
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
    reused: String(wasThere(result)),
    size: known(String(image.size)),
  };
}

/** Nothing was built and no blob pushed: the image was in the repository, under whatever tag. */
const wasThere = ({ plan, origin, ending }: Placed): boolean =>
  origin.kind !== 'build' && plan.imagePresent && ending.kind !== 'stopped';

function annotationsOf(result: Placed): readonly Annotation[] {
  const { origin } = result;
  return [
    ...repeated(result),
    ...(origin.kind === 'build' ? origin.built.warnings : []),
    ...(origin.kind === 'earlier-build' ? ofEarlierBuild(result, origin) : []),
    ...leftBehind(result),
  ];
}

function repeated({ repeatedTags }: Result): readonly Annotation[] {
  return repeatedTags.map((tag) => ({
    level: 'notice',
    title: 'build-push-ecr: equal tags',
    message: `More than one line of \`tags\` gives ${tag}; it is pushed once.`,
  }));
}

function ofEarlierBuild(
  result: Placed,
  { planUnknown: isUnknown, ignored }: EarlierBuild,
): readonly Annotation[] {
  return [
    ...(isUnknown ? [planUnknown(result)] : []),
    ...(ignored.length > 0 ? [notBuiltAnew(ignored)] : []),
  ];
}

const notBuiltAnew = (ignored: readonly string[]): Annotation => ({
  level: 'notice',
  title: 'build-push-ecr: not built anew',
  message: `${ignored.map((name) => `\`${name}\``).join(' and ')} had no effect, because an image of this revision and plan is there. For a new one use another tag, or \`if-tag-exists: overwrite\` when it may be moved.`,
});

const planUnknown = ({ image }: Placed): Annotation => ({
  level: 'notice',
  title: 'build-push-ecr: reused without a plan',
  message: `${image.digest} is of this revision and was reused; it does not say by which plan (context, Dockerfile, target, platforms, build-args, attestations) it was built.`,
});

/** A signature that stays behind is missed only when somebody looks for it, so it is said now. */
function leftBehind({ plan, ending }: Placed): readonly Annotation[] {
  const left = 'result' in ending ? ending.result.leftBehind : plan.referrers.leftBehind;
  return left.map(({ reference, artifactType, why }) => ({
    level: 'warning',
    title: 'build-push-ecr: not taken along',
    message: `${reference} (${artifactType}) refers to the image and did not go with it: ${why}.`,
  }));
}
