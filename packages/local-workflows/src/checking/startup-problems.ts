/**
 * What GitHub refuses before any job starts, and without a log: a call that grants less than the called workflow's jobs
 * ask for, or that gives other inputs and secrets than it takes. Told here in words, with what to type.
 */
import { place, type Call } from './call.ts';
import { inputProblems, secretProblems } from './declaration-problems.ts';
import { grantedBy, mostByDefault, permissionsOf, type Granted } from './granted.ts';
import { permissionProblems } from './permission-problems.ts';
import {
  calledFile,
  callTriggerOf,
  documentOf,
  jobsIn,
  nameOf,
  type Permissions,
  type WorkflowFile,
} from './workflow-files.ts';

/**
 * @param first the workflow that an event starts.
 * @param files all that it may call; one that is not among them is taken for right, unless it is of a repository of which
 * other files are.
 */
export const startupProblems = (first: WorkflowFile, files: readonly WorkflowFile[]): readonly string[] =>
  problemsIn(first, files, firstGrant(documentOf(first).permissions), []);

const firstGrant = (permissions: Permissions | null | undefined): Granted =>
  permissions === undefined || permissions === null ? mostByDefault : grantedBy(permissions);

/** @param granted to the workflow as a whole; its jobs may have other permissions, within what its caller grants. */
function problemsIn(
  from: WorkflowFile,
  files: readonly WorkflowFile[],
  granted: Granted,
  above: readonly WorkflowFile[],
): readonly string[] {
  return jobsIn(from).flatMap(([job, keys]) => {
    const { uses } = keys;
    if (uses === undefined) return [];
    const called = calledFile(uses, from, files);
    if (called === undefined) return missingFile(from, job, uses, files);
    if ([...above, from].includes(called))
      return [
        `${place({ from, job })} calls ${nameOf(called)}, which leads back to it: GitHub takes no circle.`,
      ];
    const trigger = callTriggerOf(called);
    const call: Call = { from, job, called };
    if (trigger === undefined)
      return [`${place(call)} calls ${nameOf(called)}, which has no \`on: workflow_call\`. Add it there.`];
    const given = permissionsOf(from, keys) ?? granted;
    return [
      ...permissionProblems(call, keys, given),
      ...inputProblems(call, keys, trigger),
      ...secretProblems(call, keys, trigger),
      ...problemsIn(called, files, given, [...above, from]),
    ];
  });
}

function missingFile(
  from: WorkflowFile,
  job: string,
  uses: string,
  files: readonly WorkflowFile[],
): readonly string[] {
  const [, repository = from.repository] = /^([^/$.][^/]*\/[^/]+)\//.exec(uses) ?? [];
  const others = files.filter((file) => file.repository === repository);
  if (others.length === 0) return [];
  const names = others.map(nameOf).join(', ');
  return [`${place({ from, job })} calls \`${uses}\`, which is not there. There are: ${names}.`];
}
