/** What the README has a newcomer write, run as it says: from the root of a checkout, on the built actions. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { blocksOf } from '../../repo-tools/src/markdown-blocks.ts';

const root = resolve(import.meta.dirname, '../../..');
const readme = readFileSync(join(root, 'packages/local-github/README.md'), 'utf8');
const blocks = blocksOf(readme, 'ts').map(({ content }) => content);

/** The script with this in it, as somebody would have written it. */
function scriptWith(words: string): string {
  const found = blocks.filter((content) => content.includes(words));
  if (found.length !== 1) throw new Error(`${String(found.length)} blocks have ${words}`);
  return found.join('');
}

/** What it prints, to which place ever. It lies beside the checkout, so its imports are put right. */
async function printedBy(script: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-readme-'));
  const file = join(folder, 'try.mts');
  writeFileSync(file, script.replaceAll("'./packages/", `'${pathToFileURL(root).href}/packages/`));
  const child = spawn(process.execPath, [file], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
  rmSync(folder, { recursive: true });
  return said + complained;
}

test('the first script runs the release that an action dispatches, and prints what came of it', async () => {
  const printed = await printedBy(scriptWith('// try.ts'));
  expect(printed).toMatch(/^ships 1\n0 \{/);
  expect(printed).toMatch(/conclusion: 'success'/);
}, 60_000);

test('the script of a comment prints it', async () => {
  expect(await printedBy(scriptWith('console.log(github.comments)'))).toContain(
    'Scan of <code>team/web</code>: passed',
  );
}, 60_000);

test('the handler with everything can be dispatched at a ref where its file says something else', async () => {
  const script = scriptWith('const release: WorkflowHandler');
  const dispatch = `
const answers = ['main', 'v1.0', 'old', 'nope'].map(async (ref) => {
  const headers = { authorization: \`Bearer \${github.tokens.job}\` };
  const url = \`\${github.url}/repos/team/web/actions/workflows/release.yml/dispatches\`;
  const body = JSON.stringify({ ref, inputs: ref === 'main' ? { version: '1' } : {} });
  return (await fetch(url, { method: 'POST', headers, body })).status;
});
console.log(JSON.stringify(await Promise.all(answers)));
process.exit(0);
`;
  expect(await printedBy(script + dispatch)).toMatch(
    /^API http:\/\/127\.0\.0\.1:\d+, token ghs_\w+: until Ctrl-C\n\[2\d\d,2\d\d,422,422\]\n$/,
  );
}, 60_000);

test('the line that makes something happen between two calls is one', async () => {
  const prelude = `
import { startLocalGithub } from './packages/local-github/src/local-github.ts';
const github = await startLocalGithub({ repository: 'team/web' });
`;
  const list = `
const headers = { authorization: \`Bearer \${github.tokens.variables}\` };
const list = async () => (await fetch(\`\${github.url}/repos/team/web/actions/variables\`, { headers })).json();
console.log((await list()).total_count, (await list()).total_count);
await github.close();
`;
  expect(await printedBy(prelude + scriptWith('github.faults.push') + list)).toBe('0 1\n');
}, 60_000);
