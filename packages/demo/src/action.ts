/**
 * `npm run action -- scan-image repository=web digest=v4`: one built action by hand, run as the runner would, against
 * the local cloud that AWS_ENDPOINT_URL names, or else the harbour that `npm run demo -- --keep` holds open. Its exit
 * code is the step's.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { asFailure, inputFailure } from '@slipway/action-kit/failures';
import { readMetadata } from '@slipway/local-runner/metadata';
import { runAction, type ActionRun } from '@slipway/local-runner/run-action';
import { keptBerth, type Berth } from './berth.ts';
import { cloudOfShell, noHarbour } from './cloud-of-shell.ts';
import { variablesOfShell, withCommit, type Git } from './job-by-hand.ts';
import { usageText } from './usage-by-hand.ts';
import { tokensByHand } from './tokens-by-hand.ts';
import { actionNamed, inputsIn, lineBreakWarnings, splitWorkspace } from './words-by-hand.ts';

const root = resolve(import.meta.dirname, '../../..');
const actions = readdirSync(join(root, 'actions'));
const ofGithub: ReadonlySet<string> = new Set(['set-repo-variables', 'dispatch-workflow']);

// Whoever reads no further (`| head`) does not end the step: it runs to its end and cleans up.
process.stdout.on('error', () => undefined);

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (thrown) {
  console.error(asFailure(thrown).message);
  process.exitCode = 1;
}

async function main([word = '', ...words]: readonly string[]): Promise<number> {
  if (word === '--help' || words.includes('--help')) return printUsage();
  const name = actionNamed(word, actions);
  const action = join(root, 'actions', name);
  const { workspace = root, rest } = splitWorkspace(words);
  const inputs = inputsIn(rest, name, readMetadata(action).inputs);
  const { env: ofPlace, tokens, isOf }: Place = await placeFor(name);
  const folder = folderAt(workspace);
  const env = withCommit({ ...variablesOfShell(process.env, inputs), ...ofPlace }, gitIn(folder));
  const filled = tokens === undefined ? undefined : tokensByHand(name, inputs, tokens);
  const endpoint = (ofGithub.has(name) ? env.GITHUB_API_URL : env.AWS_ENDPOINT_URL) ?? '';
  console.log(`Against ${isOf}, ${endpoint}, in ${folder}${commitWords(env)}.`);
  for (const line of [filled?.words, ...lineBreakWarnings(inputs)]) if (line !== undefined) console.log(line);
  const cancelled = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => cancelled.abort());
  const run = await runAction({
    action,
    inputs: { ...filled?.inputs, ...inputs },
    env,
    token: tokens?.job,
    workspace: folder,
    onLine: (line) => console.log(line),
    signal: cancelled.signal,
  });
  printEnd(run);
  return run.exitCode ?? 1;
}

interface Place extends Pick<Berth, 'env'> {
  /** Of the harbour's GitHub. */
  readonly tokens?: Berth['tokens'];
  /** Whose cloud it is, in words. */
  readonly isOf: string;
}

/** The cloud that the shell names, if it names one; else the harbour that is kept open. */
async function placeFor(action: string): Promise<Place> {
  const berth = await keptBerth(root);
  const named = process.env.AWS_ENDPOINT_URL ?? '';
  const isHarbour = berth !== undefined && (named === '' || named === berth.awsEndpoint);
  return isHarbour ? { ...berth, isOf: 'the harbour that the demo keeps open' } : placeOfShell(action);
}

/** @throws Failure of kind setup: the local cloud has no GitHub, and the real one is not for trying things by hand. */
function placeOfShell(action: string): Place {
  if (ofGithub.has(action)) throw noHarbour(`${action} asks GitHub, and only a harbour has one of its own`);
  return { env: cloudOfShell(process.env), isOf: 'the cloud of AWS_ENDPOINT_URL' };
}

/** @throws Failure of kind input when there is none. */
function folderAt(path: string): string {
  // npm runs this in the root of the checkout; INIT_CWD is where the person stands.
  const folder = resolve(process.env.INIT_CWD ?? '.', path);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return folder;
  throw inputFailure({
    code: 'no-workspace',
    what: `There is no folder ${folder}`,
    hint: 'Correct `--workspace`.',
  });
}

function gitIn(folder: string): Git {
  return (...args) => {
    const { status, stdout } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
    return status === 0 && stdout.trim() !== '' ? stdout.trim() : undefined;
  };
}

function commitWords({ GITHUB_SHA: sha, GITHUB_REF_NAME: ref }: Readonly<Record<string, string>>): string {
  if (sha === undefined) return '';
  return ` for commit ${sha.slice(0, 7)}${ref === undefined ? '' : ` of ${ref}`}`;
}

/** Markdown in which characters of a text from outside stand as entities: for a person they are characters. */
function indented(markdown: string): string {
  const text = markdown.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
  return text.trimEnd().replace(/^/gm, '  ');
}

function printUsage(): number {
  console.log(usageText(actions));
  return 0;
}

function printEnd({ outputs, summary, exitCode, post }: ActionRun): void {
  console.log('\nOutputs:');
  for (const [name, value] of Object.entries(outputs)) console.log(`  ${name}: ${value}`);
  if (Object.values(outputs).some((value) => isAbsolute(value) && !existsSync(value)))
    console.log(
      '  (The temporary folder of the step is gone with it: an input such as output-file keeps the file.)',
    );
  console.log(`\nSummary, as GitHub gets it:\n${indented(summary)}`);
  if (post !== undefined && post.summary !== '')
    console.log(`\nSummary of the post step:\n${indented(post.summary)}`);
  console.log(`\nThe step is ${exitCode === 0 ? 'green' : 'red'}.`);
}
