/** What the page of a workflow tells of its jobs: a diagram, a table, the variables that they read. */
import { cell, table } from '../readme-tables.ts';
import { rerunLimits } from './rerun-limits.ts';
import type { PlacedJob } from './all-jobs.ts';
import { environmentWords } from './environment-words.ts';

/** A job with a deployment record has a thick border. */
export function diagramPart(jobs: readonly PlacedJob[]): string {
  const id = (path: string): string => path.replace(/\W+/g, '_');
  const words = ({ path, job }: PlacedJob): string =>
    [path, job.environment && environmentWords(job.environment.name).replaceAll('`', '')]
      .filter(Boolean)
      .join('<br/>');
  const nodes = jobs.map((placed) => `  ${id(placed.path)}["${words(placed)}"]`);
  const edges = jobs.flatMap(({ path, needs }) => needs.map((need) => `  ${id(need)} --> ${id(path)}`));
  const recorded = jobs.filter(({ job }) => job.environment?.isRecorded).map(({ path }) => id(path));
  const style =
    recorded.length === 0
      ? []
      : ['  classDef record stroke-width:3px', `  class ${recorded.join(',')} record`];
  return ['', '```mermaid', 'flowchart LR', ...nodes, ...edges, ...style, '```', ''].join('\n');
}

export function jobsPart(jobs: readonly PlacedJob[]): string {
  const limits = rerunLimits(jobs);
  const rows = jobs.map(({ path, job }) => [
    `\`${path}\``,
    job.environment === undefined ? '' : environmentWords(job.environment.name),
    job.environment?.isRecorded === true ? 'yes' : '',
    job.minutes === undefined ? '' : `${String(job.minutes)} m`,
    limits.get(path) ?? 'yes',
  ]);
  const header = ['job', 'environment', 'deployment record', 'limit', 'can be re-run alone'];
  return [...table(header, rows), ...reviewersLine(jobs)].join('\n');
}

const times = ['never', 'once', 'twice'];

/** How often an environment's reviewers are asked where it has some: GitHub counts jobs, not runs. */
function reviewersLine(jobs: readonly PlacedJob[]): readonly string[] {
  const places = jobs.flatMap(({ job }) =>
    job.environment === undefined ? [] : [environmentWords(job.environment.name)],
  );
  if (places.length === 0) return [];
  const counts = [...new Set(places)].map((place) => {
    const count = places.filter((each) => each === place).length;
    return `${times[count] ?? `${String(count)} times`} for ${place}`;
  });
  return ['', `Reviewers of an environment are asked for each job that names it: ${counts.join('; ')}.`];
}

/** One row a variable, one column an environment. */
export function variablesPart(jobs: readonly PlacedJob[]): string {
  const places = [...new Set(jobs.map(placeOf))].filter((place) =>
    jobs.some((each) => placeOf(each) === place && each.job.variables.length > 0),
  );
  const names = [...new Set(jobs.flatMap(({ job }) => job.variables.map(({ name }) => name)))].sort();
  if (names.length === 0) return 'None.';
  const rows = names.map((name) => [`\`${name}\``, ...places.map((place) => need(name, place, jobs))]);
  return table(['variable', ...places.map((place) => `of ${place}`)], rows).join('\n');
}

const placeOf = ({ job }: PlacedJob): string => environmentWords(job.environment?.name);

/** How much a variable is needed in one place. */
function need(name: string, place: string, jobs: readonly PlacedJob[]): string {
  const readings = jobs
    .filter((each) => placeOf(each) === place)
    .flatMap(({ job }) => job.variables.filter((variable) => variable.name === name));
  if (readings.length === 0) return '';
  if (readings.every(({ isSpare }) => isSpare)) return 'may be left out';
  const unless = readings.map((reading) => reading.unless);
  const [input] = unless;
  const isChoice = input !== undefined && unless.every((each) => each === input);
  return cell(isChoice ? `needed unless \`${input}\` is given` : 'needed');
}
