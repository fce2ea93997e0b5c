/** The diagram of a run as docs/architecture.md has it, so that what is drawn there is what is held here. */
import { readFileSync } from 'node:fs';

/** Phase → the phases that may follow it; final ones have no entry. */
export type Diagram = ReadonlyMap<string, ReadonlySet<string>>;

export const documentedDiagram = (): Diagram =>
  diagramIn(readFileSync(new URL('../../../../docs/architecture.md', import.meta.url), 'utf8'));

/** @throws Error when the page has no such table. */
export function diagramIn(page: string): Diagram {
  const table = page.split('| phase | may become |\n|---|---|\n')[1]?.split('\n\n')[0];
  if (table === undefined) throw new Error('docs/architecture.md has no table of phases');
  const rows = table.split('\n').map((row) => row.split('|').map((cell) => cell.trim()));
  return new Map(rows.map(([, phase = '', successors = '']) => [phase, new Set(namesIn(successors))]));
}

/** What stands in parentheses says why. */
const namesIn = (successors: string): readonly string[] =>
  successors
    .replace(/\([^)]*\)/g, '')
    .split(',')
    .map((each) => each.trim());
