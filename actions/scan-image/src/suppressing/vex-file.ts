/** Reads OpenVEX documents of version 0.2.0: what their authors say of vulnerabilities in products. */
import { readCheckedJson, type Complain } from '@slipway/documents/checked';
import type { FileKind } from '@slipway/documents/file-kind';
import { isList, isObject, kindOf, type Json, type JsonObject } from '@slipway/documents/value';
import { quoted } from '@slipway/documents/words';
import { claimOf, madeAtOf, type VexClaim } from './vex-claim.ts';

export const vexFileKind: FileKind = {
  noun: 'VEX document',
  code: 'vex',
  hint: 'Give an OpenVEX 0.2.0 document, as `vexctl create` writes it.',
  limit: { bytes: 16 * 1024 * 1024, words: 'and 16 MB is the most that is read' },
};

export interface VexDocument {
  readonly file: string;
  /** In the order in which they stand. */
  readonly claims: readonly VexClaim[];
}

const context = 'https://openvex.dev/ns/v0.2.0';

/**
 * Members that OpenVEX does not know are let be, as JSON-LD has it.
 * @param file names it in complaints.
 * @param now milliseconds since 1970: nothing may be said later.
 * @throws Failure of kind input, `vex-invalid`, with all that is wrong.
 */
export function readVexFile(content: Uint8Array, file: string, now: number): VexDocument {
  return readCheckedJson(vexFileKind, content, file, (value, complain, places) => {
    if (!isObject(value)) {
      complain([], `it holds ${kindOf(value)} instead of a document`);
      return { file, claims: [] };
    }
    const issued = documentOf(value, now, complain);
    const claims = statementsOf(value, complain).flatMap((statement, index) => {
      const path = ['statements', index];
      const place = { file, line: places(path).line };
      const about = (part: readonly (string | number)[], words: string): void =>
        complain([...path, ...part], words);
      return claimOf(statement, { ...issued, now, place }, about) ?? [];
    });
    return { file, claims };
  });
}

function documentOf(document: JsonObject, now: number, complain: Complain) {
  const { '@context': said, '@id': id, author, timestamp, version } = document;
  if (said !== context) {
    const what = said === undefined ? 'missing' : typeof said === 'string' ? quoted(said) : kindOf(said);
    complain(said === undefined ? [] : ['@context'], `\`@context\` must be \`${context}\`, but was ${what}`);
  }
  if (id === undefined) complain([], '`@id` is missing');
  if (version === undefined) complain([], '`version` is missing');
  const hasAuthor = typeof author === 'string' && author.trim() !== '';
  if (!hasAuthor)
    complain(author === undefined ? [] : ['author'], '`author` must say who makes these statements');
  if (timestamp === undefined) complain([], '`timestamp` is missing');
  return {
    author: hasAuthor ? author.trim() : '',
    issuedAt: madeAtOf(document, now, complain) ?? 0,
  };
}

function statementsOf({ statements }: JsonObject, complain: Complain): readonly Json[] {
  if (isList(statements) && statements.length > 0) return statements;
  if (statements === undefined) complain([], 'the list `statements` is missing');
  else
    complain(
      ['statements'],
      `\`statements\` must be a list with a statement at least, but was ${isList(statements) ? 'empty' : kindOf(statements)}`,
    );
  return [];
}
