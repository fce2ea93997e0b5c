/**
 * Which of the workflows that a run reaches are called with `id-token: write`: a job that says nothing of permissions has
 * those of the job that called its workflow.
 */
import { defaultPermissions, grantedBy, permissionsOf, type Granted } from './granted.ts';
import { calledFile, jobsIn, type WorkflowFile } from './workflow-files.ts';

/**
 * @returns whether each has it by its callers alone. Of one that several jobs call with and without, none: it is written
 * once for all of them, and a job that lacks a token here is better than one that has it here alone.
 */
export function tokenGrants(
  first: WorkflowFile,
  files: readonly WorkflowFile[],
): (file: Pick<WorkflowFile, 'repository' | 'path'>) => boolean {
  const grants = new Map<WorkflowFile, readonly Granted[]>();
  const visit = (file: WorkflowFile, granted: Granted, above: readonly WorkflowFile[]): void => {
    grants.set(file, [...(grants.get(file) ?? []), granted]);
    for (const [, job] of jobsIn(file)) {
      const called = job.uses === undefined ? undefined : calledFile(job.uses, file, files);
      if (called !== undefined && ![...above, file].includes(called))
        visit(called, permissionsOf(file, job) ?? granted, [...above, file]);
    }
  };
  visit(first, grantedBy(defaultPermissions), []);
  return ({ repository, path }) => {
    const file = files.find((each) => each.repository === repository && each.path === path);
    const given = (file === undefined ? undefined : grants.get(file)) ?? [];
    return given.length > 0 && given.every((granted) => granted.get('id-token') === 'write');
  };
}
