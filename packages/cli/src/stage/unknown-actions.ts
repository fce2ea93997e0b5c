/** Actions that a workflow takes from Slipway, and that it has not. */
import { existsSync, readdirSync } from 'node:fs';
import { nearest } from '@slipway/action-kit/nearest';
import { jobsIn, nameOf, type WorkflowFile } from '@slipway/local-workflows/checking/workflow-files';

/** @param actions their names. @returns a sentence for each step that uses one that Slipway has not. */
export const unknownActions = (file: WorkflowFile, actions: readonly string[]): readonly string[] =>
  jobsIn(file).flatMap(([job, { steps = [] }]) =>
    steps.flatMap(({ uses }) => {
      const name = /^slipway-actions\/slipway\/actions\/([^/@]+)@/.exec(uses ?? '')?.[1];
      if (name === undefined || actions.includes(name)) return [];
      const near = nearest(name, actions);
      const meant = near === undefined ? `There are ${actions.join(', ')}.` : `Did you mean \`${near}\`?`;
      return [`${nameOf(file)}, job ${job}: Slipway has no action \`${name}\`. ${meant}`];
    }),
  );

/** @returns what is in a folder; nothing where there is none. */
export const namesIn = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder).sort() : [];
