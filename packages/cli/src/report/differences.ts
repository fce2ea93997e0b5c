/** What is otherwise here than on GitHub: what these workflows use that act does not do, and what the cloud is. Pure. */
import { differences, mainDifferences } from '@slipway/local-workflows/checking/differences';
import { reached, type WorkflowFile } from '@slipway/local-workflows/checking/workflow-files';
import { standInFor } from '@slipway/local-workflows/stand-ins';
import type { StartedWorkflows } from '../stage/check-start.ts';
import { isStoodInFor, type Builder } from '../stage/programs.ts';

/** Of a workflow of the person's own, and what release.yml and pull-request.yml build by. */
const builders = /\bdocker (?:buildx )?build\b|\/actions\/build-layout\b/;

const builds = (files: readonly WorkflowFile[]): boolean => files.some(({ text }) => builders.test(text));

/** @returns a sentence when images were built, and what their Dockerfile says was not. */
export function untriedBy({ started, files }: StartedWorkflows, builder: Builder): readonly string[] {
  if (!builds(started.flatMap((first) => reached(first, files))) || builder.kind === 'docker') return [];
  return [`No test of your Dockerfile was run, and nothing else of it: ${builder.why}.`];
}

export interface ShownDifferences {
  /** What the person says of labels, `ubuntu-latest=node:24` */
  readonly platforms: readonly string[];
  /** Also what no run ends otherwise for, such as each line that is rewritten. */
  readonly isVerbose: boolean;
}

export function differencesOf(
  { started, files }: StartedWorkflows,
  builder: Builder,
  { platforms, isVerbose }: ShownDifferences,
): readonly string[] {
  const inImages = platforms.filter((platform) => !platform.endsWith('=-self-hosted'));
  const all = [...new Set(started.flatMap((first) => reached(first, files)))];
  return [
    'The cloud is a simulation with short times: how long a deployment takes says nothing about AWS.',
    ...(builder.kind === 'docker' || !builds(all)
      ? []
      : [
          `Images hold the *.mjs files of the context and start server.mjs: ${builder.why}, so the Dockerfile is not built.`,
        ]),
    ...inImages.map((platform) => {
      const at = platform.indexOf('=');
      return `Jobs of \`${platform.slice(0, at)}\` run in containers of ${platform.slice(at + 1)}, as you asked, and not as what follows says.`;
    }),
    ...(isVerbose
      ? differences(all, (name) => (isStoodInFor(name, builder) ? standInFor(name) : undefined))
      : [
          ...mainDifferences(all),
          'What else, with each line that is written otherwise for act: `act push --verbose` ends with it.',
        ]),
  ];
}
