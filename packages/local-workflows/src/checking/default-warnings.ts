/**
 * Calls that hang on a setting: a workflow that says nothing of `permissions` has those that the repository has chosen as
 * its default, which is not seen from here. With the lesser one GitHub refuses such a call, with the greater one it runs.
 */
import { defaultPermissions, grantedBy, lacking, permissionsOf } from './granted.ts';
import { calledFile, documentOf, jobsIn, nameOf, type WorkflowFile } from './workflow-files.ts';

/** A token is in no default: see `startupProblems`. @returns a sentence for each call of `first`. */
export function defaultWarnings(first: WorkflowFile, files: readonly WorkflowFile[]): readonly string[] {
  const { permissions } = documentOf(first);
  if (permissions !== undefined && permissions !== null) return [];
  const least = grantedBy(defaultPermissions);
  return jobsIn(first).flatMap(([job, keys]) => {
    const called = keys.uses === undefined ? undefined : calledFile(keys.uses, first, files);
    if (called === undefined || permissionsOf(first, keys) !== undefined) return [];
    const asked = jobsIn(called).flatMap(([, each]) => lacking(permissionsOf(called, each) ?? least, least));
    const wanted = [...new Set(asked)].filter((each) => each !== 'id-token: write');
    if (wanted.length === 0) return [];
    const list = wanted.map((each) => `\`${each}\``).join(' and ');
    return [
      `${nameOf(first)}, job ${job}: it starts only where the repository's default permissions are to read and write, as ${nameOf(called)} asks for ${list}. Say \`permissions\` in the job, with that among them.`,
    ];
  });
}
