/**
 * The environments that the jobs of a run named: act takes any name, and GitHub makes an environment without variables of
 * one that it does not know, so that a misspelt one is green here and red there. Pure.
 */
import { nearest } from '@slipway/action-kit/nearest';
import type { JobEnvironment } from '@slipway/local-workflows/running/deployed-to';

/**
 * @param used one for each job.
 * @param declared those that have variables here; none when any name has those of the local cloud.
 */
export function environmentLines(
  used: readonly JobEnvironment[],
  declared: readonly string[],
): readonly string[] {
  const names = [...new Set(used.map(({ name }) => name))].sort();
  if (names.length === 0) return [];
  return [
    'Environments that jobs named: each must exist on GitHub, and have its variables there',
    ...names.map((name) => {
      const variables = used.filter((each) => each.name === name).flatMap((each) => each.variables);
      const read = [...new Set(variables)].sort().join(', ');
      return `  ${name}: its jobs read ${read === '' ? 'none' : read}${missing(name, declared)}`;
    }),
    ...(declared.length === 0
      ? [
          '  Here any name has those of the local cloud. Once there is a file .vars.‹environment›, such as .vars.production, only what has one has them.',
        ]
      : []),
    '',
  ];
}

function missing(name: string, declared: readonly string[]): string {
  const isThere = declared.some((each) => each.toLowerCase() === name.toLowerCase());
  if (declared.length === 0 || isThere) return '';
  const near = nearest(name, declared);
  const hint = near === undefined ? '' : ` Did you mean \`${near}\`?`;
  return `. It has none here: there is no file .vars.${name}.${hint}`;
}
