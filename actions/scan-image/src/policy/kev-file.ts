/** Reads CISA's catalogue of known exploited vulnerabilities from its JSON. */
import { readCheckedJson, type Complain } from '@slipway/documents/checked';
import type { FileKind } from '@slipway/documents/file-kind';
import { isList, isObject, kindOf, type Json } from '@slipway/documents/value';
import { quoted } from '@slipway/documents/words';
import { cveId } from './cve-id.ts';
import { dayOf } from './days.ts';

export interface KevFile {
  /** CVE → the day on which CISA listed it, `2026-01-31`. */
  readonly exploited: ReadonlyMap<string, string>;
  /** Milliseconds since 1970: the first moment of the day it was released. */
  readonly releasedAt: number;
}

export const kevFileKind: FileKind = {
  noun: 'KEV file',
  code: 'kev',
  hint: "Give CISA's known_exploited_vulnerabilities.json as it was downloaded.",
  limit: { bytes: 64 * 1024 * 1024, words: 'and 64 MB is the most that is read' },
};

/**
 * What is cut or empty is refused: read as it is, it would say that nothing is exploited.
 * @param file names it in complaints.
 * @throws Failure of kind input, `kev-invalid`.
 */
export function readKevFile(content: Uint8Array, file: string): KevFile {
  return readCheckedJson(kevFileKind, content, file, (value, complain) => {
    const catalogue = isObject(value) ? value : {};
    const { vulnerabilities, count, dateReleased } = catalogue;
    if (!isObject(value)) complain([], `it holds ${kindOf(value)} instead of a catalogue`);
    else if (!isList(vulnerabilities)) complain(['vulnerabilities'], 'the list `vulnerabilities` is missing');
    else checkCount(vulnerabilities.length, count, complain);
    const exploited = exploitedIn(isList(vulnerabilities) ? vulnerabilities : [], complain);
    return { exploited, releasedAt: isObject(value) ? releasedAt(dateReleased, complain) : 0 };
  });
}

function checkCount(listed: number, count: Json | undefined, complain: Complain): void {
  if (listed === 0) complain(['vulnerabilities'], 'the catalogue is empty');
  else if (count === undefined) complain([], '`count` is missing, which says whether the catalogue is whole');
  else if (count !== listed)
    complain(
      ['count'],
      `\`count\` is ${typeof count === 'number' ? String(count) : kindOf(count)}, but ${String(listed)} vulnerabilities are listed: the catalogue is not whole`,
    );
}

function exploitedIn(entries: readonly Json[], complain: Complain): ReadonlyMap<string, string> {
  const exploited = new Map<string, string>();
  for (const [index, entry] of entries.entries()) {
    const { cveID, dateAdded } = isObject(entry) ? entry : {};
    const path = ['vulnerabilities', index];
    if (typeof cveID !== 'string' || !cveId.test(cveID))
      complain(
        [...path, 'cveID'],
        `\`cveID\` must be a CVE such as \`CVE-2026-0001\`, but was ${shown(cveID)}`,
      );
    else if (typeof dateAdded !== 'string' || dayOf(dateAdded) === undefined)
      complain(
        [...path, 'dateAdded'],
        `\`dateAdded\` must be a day such as \`2026-01-31\`, but was ${shown(dateAdded)}`,
      );
    else if (exploited.has(cveID)) complain([...path, 'cveID'], `${cveID} stands twice`);
    else exploited.set(cveID, dateAdded);
  }
  return exploited;
}

function releasedAt(dateReleased: Json | undefined, complain: Complain): number {
  const day = typeof dateReleased === 'string' ? dayOf(dateReleased.slice(0, 10)) : undefined;
  if (day === undefined)
    complain(
      ['dateReleased'],
      `\`dateReleased\` must be a date such as \`2026-01-31T15:00:00Z\`, but was ${shown(dateReleased)}`,
    );
  return day ?? 0;
}

function shown(value: Json | undefined): string {
  if (value === undefined) return 'missing';
  return typeof value === 'string' ? quoted(value) : kindOf(value);
}
