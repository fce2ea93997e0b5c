/** Whether what is asked for can be kept at all, wherever it goes: each value, their number, and all together. */
import {
  inKilobytes,
  largestTogether,
  largestValue,
  mostVariables,
  sizeOf,
  totalSize,
  type Scope,
} from '../limits.ts';
import { placeOf, type AskedVariable } from './source.ts';

/** Of each value, a sentence part each; empty when nothing is wrong. No value is shown. */
export const valueProblems = (asked: readonly AskedVariable[]): readonly string[] =>
  asked.flatMap(({ name, value, source, place }) => {
    const size = sizeOf(value);
    return size <= largestValue
      ? []
      : [
          `the value of \`${name}\` in ${placeOf(source, { place })} has ${String(size)} bytes, and GitHub takes ${String(largestValue)}`,
        ];
  });

/** Of their number and of all values together. */
export function togetherProblems(
  asked: readonly AskedVariable[],
  scope: Scope,
  isEnterpriseServer: boolean,
): readonly string[] {
  if (asked.length === 0) return ['no variable is asked for: the sources are empty'];
  const most = mostVariables[scope];
  const many =
    asked.length > most
      ? [`${String(asked.length)} variables are asked for, and a scope of ${scope} keeps ${String(most)}`]
      : [];
  const limit = largestTogether(scope, isEnterpriseServer);
  const size = totalSize(asked);
  const large =
    limit !== undefined && size > limit
      ? [
          `the values have ${inKilobytes(size)} together, and a run gets ${inKilobytes(limit)}: GitHub leaves out the others without a word`,
        ]
      : [];
  return [...many, ...large];
}
