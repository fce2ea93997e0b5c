/** What is otherwise here than on GitHub: what these workflows use that act does not do, and what the cloud is. Pure. */
import { differences } from '@slipway/local-workflows/checking/differences';
import { reached } from '@slipway/local-workflows/checking/workflow-files';
import { standInFor } from '@slipway/local-workflows/stand-ins';
import type { StartedWorkflows } from '../stage/check-start.ts';
import { isStoodInFor, type Builder } from '../stage/programs.ts';

export function differencesOf({ started, files }: StartedWorkflows, builder: Builder): readonly string[] {
  const all = [...new Set(started.flatMap((first) => reached(first, files)))];
  return [
    'The cloud is a simulation with short times: how long a deployment takes says nothing about AWS.',
    ...(builder.kind === 'docker'
      ? []
      : [
          `Images hold the *.mjs files of the context and start server.mjs: ${builder.why}, so the Dockerfile is not built.`,
        ]),
    ...differences(all, (name) => (isStoodInFor(name, builder) ? standInFor(name) : undefined)),
  ];
}
