/** The workflows that a run may reach, as they are published: those of the repository, and Slipway's. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowFile } from '@slipway/local-workflows/checking/workflow-files';
import { slipway, workflowFolder } from '@slipway/local-workflows/published';
import { filesOf, type Repository } from '../repository/facts.ts';

export async function ownWorkflows({ folder, name }: Repository): Promise<readonly WorkflowFile[]> {
  const paths = (await filesOf(folder)).filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
  const there = paths.filter((path) => existsSync(join(folder, path)));
  return there.map((path) => ({ repository: name, path, text: readFileSync(join(folder, path), 'utf8') }));
}

/** @param folder has the actions and workflows of Slipway. */
export function slipwayWorkflows(folder: string): readonly WorkflowFile[] {
  const names = readdirSync(join(folder, workflowFolder)).filter((name) => !name.startsWith('ci-'));
  const paths = names.map((name) => `${workflowFolder}/${name}`);
  return paths.map((path) => ({ repository: slipway, path, text: readFileSync(join(folder, path), 'utf8') }));
}
