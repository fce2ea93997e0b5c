/** `npm run enterprise-server`: a copy of Slipway for GitHub Enterprise Server. docs/github-enterprise-server.md says the rest. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWords, type Words } from './enterprise-server/read-words.ts';
import { manifest, replaceCopy } from './enterprise-server/replace-copy.ts';
import { writeCopy } from './enterprise-server/write-copy.ts';
import { root } from './repository.ts';

const words = readWords(process.argv.slice(2));
if (typeof words === 'string') {
  refuse(words);
} else {
  const fresh = await mkdtemp(join(tmpdir(), 'slipway-server-'));
  try {
    await write(words, fresh);
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error));
  } finally {
    await rm(fresh, { recursive: true });
  }
}

async function write({ to, ...server }: Words, fresh: string): Promise<void> {
  const files = await writeCopy(root, fresh, server);
  const commit = commitOf(root);
  await replaceCopy(fresh, to, commit);
  const changed = files.filter(({ edits }) => edits.length > 0);
  for (const { path, edits } of changed) console.log(`${path}: ${edits.length} places`);
  console.log(
    `${to} has ${files.length} workflows, actions and starters of Slipway ${commit}, ${changed.length} of them written for your server; ` +
      `${manifest} names every file. Push it to ${server.repository} and tag it ${server.ref}.`,
  );
}

function refuse(sentence: string): void {
  console.error(sentence);
  process.exitCode = 1;
}

/** Its full id, with `-dirty` behind it where files differ from it. */
function commitOf(folder: string): string {
  const words = ['-C', folder, 'describe', '--always', '--abbrev=40', '--dirty', '--exclude', '*'];
  return execFileSync('git', words, { encoding: 'utf8' }).trim();
}
