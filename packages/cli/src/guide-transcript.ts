/**
 * The part of a run's output that the guide shows: how it opens, the deployment, and how it ends. Renew it in a
 * repository that was made of a starter and the example app, with a server.mjs that dies, by
 * `slipway local -- act push | node packages/cli/src/guide-transcript.ts`; a test compares it with a fresh run.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';

export const guide = join(resolve(import.meta.dirname, '../../..'), 'docs/try-before-you-push.md');
const shownDifferences = 3;
const markers = /(?<=<!-- transcript -->\n)[^]*?(?=<!-- \/transcript -->)/;

/** @throws Error when no deployment is told in it. */
export function transcriptOf(output: string): string {
  const lines = output.trimEnd().split('\n');
  const opened = lines.indexOf('');
  const deploys = lines.findIndex((line) => /⭐ Run Main \S+\/deploy-ecs-with-rollback@/.test(line));
  const ends = lines.indexOf('How the jobs ended');
  if (opened === -1 || deploys === -1 || ends < deploys)
    throw new Error(`The output tells no deployment:\n${output}`);
  return [
    ...lines.slice(0, opened),
    '…',
    ...deployment(lines.slice(deploys, ends)),
    '…',
    ...fewDifferences(lines.slice(ends)),
  ].join('\n');
}

const end = /(?:✅ {2}Success|❌ {2}Failure) - Main \S+\/deploy-ecs-with-rollback@/;
const ofAct = /\] *(?:[⭐✅❌⚙📄🏁]|exit status )/u;

/** What a step prints may come after its end: act reads the two by different ways. */
function deployment(told: readonly string[]): readonly string[] {
  const ended = told.findIndex((line) => end.test(line));
  const said = told.filter((line) => line !== '' && !line.startsWith('Error: ') && !ofAct.test(line));
  const page = told.slice(ended).find((line) => line.includes('📄')) ?? '';
  return [told[0] ?? '', ...said, told[ended] ?? '', page];
}

/** Which workflow uses what of GitHub, the guide says in a table of its own. */
function fewDifferences(ending: readonly string[]): readonly string[] {
  const first = ending.indexOf('What differs from GitHub') + 1;
  const after = ending.indexOf('', first);
  return [...ending.slice(0, first + shownDifferences), '  …', ...ending.slice(after)];
}

/** @throws Error when there are no markers, or nothing between them. */
export function transcriptIn(page: string): string {
  const [, shown] = /```text\n([^]*?)\n```/.exec(markers.exec(page)?.[0] ?? '') ?? [];
  if (shown === undefined) throw new Error('The guide shows no transcript between its markers.');
  return shown;
}

if (import.meta.main) {
  const shown = `\n\`\`\`text\n${transcriptOf(await text(process.stdin))}\n\`\`\`\n\n`;
  const page = readFileSync(guide, 'utf8').replace(markers, () => shown);
  writeFileSync(guide, page);
}
