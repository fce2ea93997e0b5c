/** What is otherwise here than on GitHub: what these workflows use that act does not do, and what the cloud is. Pure. */
import { differences } from '@slipway/local-workflows/checking/differences';
import { reached } from '@slipway/local-workflows/checking/workflow-files';
import { standInFor } from '@slipway/local-workflows/stand-ins';
import type { StartedWorkflows } from '../stage/check-start.ts';
import { isStoodInFor, type Builder } from '../stage/programs.ts';

/** @param platforms what the person says of labels, `ubuntu-latest=node:24` */
export function differencesOf(
  { started, files }: StartedWorkflows,
  builder: Builder,
  platforms: readonly string[] = [],
): readonly string[] {
  const inImages = platforms.filter((platform) => !platform.endsWith('=-self-hosted'));
  const all = [...new Set(started.flatMap((first) => reached(first, files)))];
  return [
    'The cloud is a simulation with short times: how long a deployment takes says nothing about AWS.',
    ...(builder.kind === 'docker'
      ? []
      : [
          `Images hold the *.mjs files of the context and start server.mjs: ${builder.why}, so the Dockerfile is not built.`,
        ]),
    ...inImages.map((platform) => {
      const at = platform.indexOf('=');
      return `Jobs of \`${platform.slice(0, at)}\` run in containers of ${platform.slice(at + 1)}, as you asked, and not as what follows says.`;
    }),
    ...differences(all, (name) => (isStoodInFor(name, builder) ? standInFor(name) : undefined)),
  ];
}
