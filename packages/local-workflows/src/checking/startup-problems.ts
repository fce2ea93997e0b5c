/**
 * What GitHub refuses before any job starts, and without a log: a call that grants less than the called workflow's jobs
 * ask for, or that gives other inputs and secrets than it takes. Told here in words, with what to type.
 */
import { nearest } from '@slipway/local-aws/nearest';
import { grantedBy, lacking, mostByDefault, permissionsOf, told, type Granted } from './granted.ts';
import {
  calledFile,
  callTriggerOf,
  documentOf,
  jobsIn,
  nameOf,
  type CallTrigger,
  type Job,
  type Permissions,
  type WorkflowFile,
} from './workflow-files.ts';

interface Call {
  readonly from: WorkflowFile;
  /** Id of the job that calls. */
  readonly job: string;
  readonly called: WorkflowFile;
}

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

function permissionProblems(call: Call, keys: Job, given: Granted): readonly string[] {
  const { called } = call;
  const asked = jobsIn(called).flatMap(([job, each]) =>
    lacking(permissionsOf(called, each) ?? given, given).map((permission) => ({ job, permission })),
  );
  if (asked.length === 0) return [];
  const permissions = [...new Set(asked.map(({ permission }) => permission))];
  const wants = permissions.map((each) => {
    const jobs = asked.filter(({ permission }) => permission === each).map(({ job }) => job);
    return `\`${each}\` (job ${jobs.join(', ')})`;
  });
  const who =
    given === mostByDefault ? 'no default of a repository gives it' : `${giverOf(keys)} ${told(given)}`;
  const add = permissions.map((each) => `\`${each}\``).join(' and ');
  return [
    `${place(call)}: ${nameOf(called)} asks for ${wants.join(' and ')}, and ${who}: ${refusal} Add ${add} under its \`permissions\`.`,
  ];
}

const giverOf = ({ permissions }: Job): string =>
  permissions === undefined ? 'its workflow gives' : 'this job gives';

const refusal = 'GitHub would refuse the whole run as a start-up failure, without a log.';

function inputProblems(call: Call, keys: Job, { inputs }: CallTrigger): readonly string[] {
  const given = Object.keys(keys.with ?? {});
  const declared = Object.entries(inputs ?? {});
  const names = declared.map(([name]) => name);
  const missing = declared.filter(
    ([name, { required, default: usual }]) =>
      required === true && usual === undefined && !given.includes(name),
  );
  return [
    ...missing.map(
      ([name]) =>
        `${place(call)}: ${nameOf(call.called)} needs the input \`${name}\`, and it is not given: ${refusal} Add \`${name}\` under \`with\`.`,
    ),
    ...given.filter((name) => !names.includes(name)).map((name) => unknown(call, 'input', name, names)),
    ...declared.flatMap(([name, { type }]) => wrongType(call, name, type, keys.with?.[name])),
  ];
}

/** An expression is only known when it runs. */
function wrongType(call: Call, name: string, type: string | undefined, value: unknown): readonly string[] {
  if (value === undefined || (typeof value === 'string' && value.includes('${{'))) return [];
  if ((type !== 'boolean' && type !== 'number') || typeof value === type) return [];
  return [
    `${place(call)}: the input \`${name}\` of ${nameOf(call.called)} is a ${type}, but was given \`${JSON.stringify(value)}\`: ${refusal}`,
  ];
}

function secretProblems(call: Call, keys: Job, { secrets }: CallTrigger): readonly string[] {
  if (keys.secrets === 'inherit') return [];
  const given = Object.keys(keys.secrets ?? {});
  const declared = Object.entries(secrets ?? {});
  const names = declared.map(([name]) => name);
  return [
    ...declared
      .filter(([name, { required }]) => required === true && !given.includes(name))
      .map(
        ([name]) =>
          `${place(call)}: ${nameOf(call.called)} needs the secret \`${name}\`, and it is not given: ${refusal} Add \`${name}: \${{ secrets.… }}\` under \`secrets\`.`,
      ),
    ...given.filter((name) => !names.includes(name)).map((name) => unknown(call, 'secret', name, names)),
  ];
}

function unknown(call: Call, what: string, name: string, names: readonly string[]): string {
  const meant = nearest(name, names);
  const hint =
    meant !== undefined
      ? `Did you mean \`${meant}\`?`
      : names.length === 0
        ? `It takes no ${what}s.`
        : `Its ${what}s are ${names.join(', ')}.`;
  return `${place(call)}: ${nameOf(call.called)} has no ${what} \`${name}\`: ${refusal} ${hint}`;
}

const place = ({ from, job }: Pick<Call, 'from' | 'job'>): string => `${nameOf(from)}, job ${job}`;
