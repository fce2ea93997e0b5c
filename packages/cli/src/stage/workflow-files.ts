/** The workflows that a run may reach, as they are published: those of the repository, and Slipway's. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowFile } from '@slipway/local-workflows/checking/workflow-files';
import { slipway, workflowFolder } from '@slipway/local-workflows/published';
import { workflowFilesOf } from '@slipway/local-workflows/repository/files';
import type { Repository } from '../repository/facts.ts';
import { orFailure } from '../repository/unusable.ts';

/** @throws Failure of kind input for one that is a link to what is not in the repository */
export const ownWorkflows = ({ folder, name }: Repository): Promise<readonly WorkflowFile[]> =>
  orFailure(workflowFilesOf(folder, name));

/** @param folder has the actions and workflows of Slipway. */
export function slipwayWorkflows(folder: string): readonly WorkflowFile[] {
  const names = readdirSync(join(folder, workflowFolder)).filter((name) => !name.startsWith('ci-'));
  const paths = names.map((name) => `${workflowFolder}/${name}`);
  return paths.map((path) => ({ repository: slipway, path, text: readFileSync(join(folder, path), 'utf8') }));
}
