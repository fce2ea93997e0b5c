/** Reads EPSS scores from an answer of FIRST's API, which must be whole: a page of one lacks most scores. */
import { readCheckedJson, type Complain } from '@slipway/documents/checked';
import { isList, isObject, kindOf, type Json } from '@slipway/documents/value';
import { dayOf } from './days.ts';
import { epssFileKind, scoredOf, type EpssFile } from './epss-scores.ts';

/** @throws Failure of kind input, `epss-invalid`. */
export function scoresOfJson(content: Uint8Array, text: string, file: string): EpssFile {
  return soundScores(text) ?? readCheckedJson(epssFileKind, content, file, checkedScores);
}

/** Undefined for what is not sound: it is read again, ten times as slowly, to tell where. */
function soundScores(text: string): EpssFile | undefined {
  try {
    return checkedScores(JSON.parse(text) as Json, () => {
      throw new SyntaxError();
    });
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function checkedScores(value: Json, complain: Complain): EpssFile {
  const { data, total } = isObject(value) ? value : {};
  if (!isList(data)) complain(['data'], `it holds ${isObject(value) ? 'no list `data`' : kindOf(value)}`);
  else if (data.length === 0) complain(['data'], 'it holds no score');
  else checkTotal(data.length, total, complain);
  return scoresIn(isList(data) ? data : [], complain);
}

function checkTotal(listed: number, total: Json | undefined, complain: Complain): void {
  if (total === undefined) complain([], '`total` is missing, which says whether the answer is whole');
  else if (typeof total !== 'number')
    complain(['total'], `\`total\` must be a number, but was ${kindOf(total)}`);
  else if (total !== listed)
    complain(
      ['total'],
      `it is a page with ${String(listed)} of ${String(total)} scores: give the CSV of the day, which has all`,
    );
}

function scoresIn(rows: readonly Json[], complain: Complain): EpssFile {
  const scores = new Map<string, number>();
  let oldest: number | undefined;
  for (const [index, row] of rows.entries()) {
    const { cve, epss, date } = isObject(row) ? row : {};
    const scored = scoredOf(textOf(cve), textOf(epss));
    if (typeof scored === 'string') complain(['data', index], scored);
    else if (scores.has(scored.cve)) complain(['data', index], `${scored.cve} stands twice`);
    else scores.set(scored.cve, scored.score);
    const day = dayOf(textOf(date));
    if (day !== undefined && day < (oldest ?? Infinity)) oldest = day;
  }
  return { scores, scoredAt: oldest };
}

const textOf = (value: Json | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
