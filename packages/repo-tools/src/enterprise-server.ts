/** `npm run enterprise-server`: a copy of Slipway for GitHub Enterprise Server. docs/github-enterprise-server.md says the rest. */
import { readWords } from './enterprise-server/read-words.ts';
import { writeCopy } from './enterprise-server/write-copy.ts';
import { root } from './repository.ts';

const words = readWords(process.argv.slice(2));
if (typeof words === 'string') {
  console.error(words);
  process.exitCode = 1;
} else {
  const files = await writeCopy(root, words.to, words);
  const changed = files.filter(({ edits }) => edits.length > 0);
  for (const { path, edits } of changed) console.log(`${path}: ${edits.length} places`);
  console.log(
    `${words.to} has ${files.length} workflows, actions and starters, ${changed.length} of them written for your server. ` +
      `Push it to ${words.repository} and tag it ${words.ref}.`,
  );
}
