/** FIRST's EPSS scores of a day, and what a score may be, whichever form they were read from. */
import type { FileKind } from '@slipway/documents/file-kind';
import { cveId } from './cve-id.ts';

export interface EpssFile {
  /** CVE → probability of exploitation within 30 days, 0 to 1. */
  readonly scores: ReadonlyMap<string, number>;
  /** Milliseconds since 1970: the first moment of the day they were made for; undefined where the file does not say. */
  readonly scoredAt: number | undefined;
}

export const epssFileKind: FileKind = {
  noun: 'EPSS file',
  code: 'epss',
  hint: "Give FIRST's epss_scores-current.csv, unpacked, or an answer of its API.",
  limit: { bytes: 256 * 1024 * 1024, words: 'and 256 MB is the most that is read' },
};

export interface Scored {
  readonly cve: string;
  readonly score: number;
}

/** @returns what is wrong, in words, for what is no score of a CVE. */
export function scoredOf(cve: string, epss: string): Scored | string {
  if (!cveId.test(cve)) return 'a line begins with a CVE such as `CVE-2026-0001`';
  const score = /^\d(?:\.\d{1,20})?(?:e-\d{1,3})?$/i.test(epss) ? Number(epss) : Number.NaN;
  return score >= 0 && score <= 1 ? { cve, score } : 'EPSS must be a number from 0 to 1';
}

/** FIRST scores hundreds of thousands of CVEs, each day all of them. */
const fewest = 10_000;

/** @returns a sentence, where a file has so few scores that somebody asked for some CVEs only, or cut it. */
export function fewScores(file: string, { scores }: EpssFile): string | undefined {
  if (scores.size >= fewest) return undefined;
  const count = scores.size === 1 ? '1 score' : `${String(scores.size)} scores`;
  return `The EPSS file ${file} has ${count} only, and no day of FIRST has so few: nothing fails for a CVE that is not in it.`;
}
