/** Calls that grant less than the jobs of the called workflow ask for. */
import { place, refusal, type Call } from './call.ts';
import { lacking, mostByDefault, permissionsOf, told, type Granted } from './granted.ts';
import { jobsIn, nameOf, type Job } from './workflow-files.ts';

/** @param given to the called workflow. */
export function permissionProblems(call: Call, keys: Job, given: Granted): readonly string[] {
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
