/** Reads a file with FIRST's EPSS scores: the CSV of a day, or an answer of the API. */
import { worded } from '@slipway/documents/checked';
import { brokenFile } from '@slipway/documents/file-kind';
import { textOf } from '@slipway/documents/text';
import { scoresOfCsv } from './epss-csv.ts';
import { scoresOfJson } from './epss-json.ts';
import { epssFileKind, type EpssFile } from './epss-scores.ts';

export { epssFileKind, fewScores, type EpssFile } from './epss-scores.ts';

/**
 * @param file names it in complaints.
 * @throws Failure of kind input, `epss-invalid`.
 */
export function readEpssFile(content: Uint8Array, file: string): EpssFile {
  // FIRST publishes it packed.
  if (content[0] === 0x1f && content[1] === 0x8b)
    throw brokenFile(epssFileKind, file, 'it is packed: unpack it with `gunzip` first');
  const text = worded(epssFileKind, file, () => textOf(content, epssFileKind.limit));
  return /^\s*[{[]/.test(text) ? scoresOfJson(content, text, file) : scoresOfCsv(text, file);
}
