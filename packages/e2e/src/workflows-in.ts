/** The workflows of a repository as they are published, without those of its own CI. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkflowFile } from '@slipway/local-workflows/checking/workflow-files';
import { workflowFolder } from '@slipway/local-workflows/published';

/** @param repository `owner/name`. */
export async function workflowsIn(folder: string, repository: string): Promise<readonly WorkflowFile[]> {
  const names = await readdir(join(folder, workflowFolder));
  const callable = names.filter((name) => name.endsWith('.yml') && !name.startsWith('ci-'));
  return Promise.all(
    callable.map(async (name) => ({
      repository,
      path: `${workflowFolder}/${name}`,
      text: await readFile(join(folder, workflowFolder, name), 'utf8'),
    })),
  );
}
