/**
 * The part of the demo's output that the README shows: version 2, with the whole log of its deployment and of the
 * other steps only their names. Renew it with
 * `npm run --silent demo | node packages/demo/src/readme-transcript.ts`; a test compares it with a fresh run.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';

const markers = /(?<=<!-- transcript -->\n)[^]*?(?=<!-- \/transcript -->)/;

/**
 * @param output what the demo printed into a pipe.
 * @throws Error when version 2 is not told in it.
 */
export function transcriptOf(output: string): string {
  const lines = output.split('\n');
  const start = lines.findIndex((line) => /^ +\S+s {2}4 {2}Version 2/.test(line));
  const end = lines.findIndex((line) => /✔ Version 2/.test(line));
  if (start === -1 || end < start) throw new Error('The output does not tell version 2 to its end.');
  const act = lines.slice(start, end + 1);
  const deployment = act.findIndex((line) => line.endsWith('▸ deploy-ecs-with-rollback'));
  return act.filter((line, index) => index >= deployment || !line.trimStart().startsWith('│')).join('\n');
}

/** @throws Error when there are no markers, or nothing between them. */
export function transcriptIn(readme: string): string {
  const [, shown] = /```text\n([^]*?)\n```/.exec(markers.exec(readme)?.[0] ?? '') ?? [];
  if (shown === undefined) throw new Error('README.md shows no transcript between its markers.');
  return shown;
}

if (import.meta.main) {
  const path = join(resolve(import.meta.dirname, '../../..'), 'README.md');
  const shown = `\n\`\`\`text\n${transcriptOf(await text(process.stdin))}\n\`\`\`\n\n`;
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(markers, () => shown),
  );
}
