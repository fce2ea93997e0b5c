/**
 * A job summary as a terminal can show it: what GitHub renders on the page of a run, without its marks. Only for
 * summaries of ours, whose Markdown is made by action-kit.
 */
import { aligned } from './narrator.ts';

/** @param markdown as the step wrote it. */
export function summaryText(markdown: string): readonly string[] {
  const shown: string[] = [];
  let table: string[][] = [];
  for (const line of markdown.trim().split('\n')) {
    if (line.startsWith('|')) {
      if (!/^\|(?: -+ \|)+$/.test(line)) table.push(cellsOf(line));
      continue;
    }
    shown.push(...aligned(table).map((row) => `  ${row}`));
    table = [];
    shown.push(plain(line));
  }
  const lines = [...shown, ...aligned(table).map((row) => `  ${row}`)];
  return lines.filter((line, index) => line !== '' || (lines[index - 1] ?? '') !== '');
}

const cellsOf = (row: string): string[] => row.slice(2, -2).split(' | ').map(plain);

const plain = (line: string): string =>
  line
    .replace(/^#+ /, '')
    .replace(/<details><summary>(.*?)<\/summary>/, '▸ $1')
    .replace(/<\/?(?:a|b|code|details)(?: [^>]*)?>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&')
    .trimEnd();
