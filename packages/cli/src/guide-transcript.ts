/**
 * The part of a run's output that the guide shows: how it opens, the deployment, and how it ends. Renew it in a
 * repository that was made of a starter and the example app, with a server.mjs that dies, by
 * `slipway local -- act push | node packages/cli/src/guide-transcript.ts`; a test compares it with a fresh run.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';

export const guide = join(resolve(import.meta.dirname, '../../..'), 'docs/try-before-you-push.md');
const markers = /(?<=<!-- transcript -->\n)[^]*?(?=<!-- \/transcript -->)/;

/** @throws Error when no deployment is told in it. */
export function transcriptOf(output: string): string {
  const lines = output.trimEnd().split('\n');
  const opened = lines.indexOf('');
  const deploys = lines.findIndex((line) => /⭐ Run Main \S+\/deploy-ecs-with-rollback@/.test(line));
  const ends = lines.indexOf('How the jobs ended');
  if (opened === -1 || deploys === -1 || ends < deploys)
    throw new Error(`The output tells no deployment:\n${output}`);
  const told = lines.slice(deploys, ends - 1);
  const last = told.findIndex((line) =>
    /(?:✅ {2}Success|❌ {2}Failure) - Main \S+\/deploy-ecs-with-rollback@/.test(line),
  );
  return [...lines.slice(0, opened), '…', ...told.slice(0, last + 2), '…', ...lines.slice(ends)].join('\n');
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
