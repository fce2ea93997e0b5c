/**
 * `npm run demo`: one story on this machine, told by the committed bundles of the six actions. Exits 0 only when
 * every act ended as told, and leaves the facts in .slipway/demo.json.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { asFailure } from '@slipway/action-kit/failures';
import { innerListenerOf } from './acts.ts';
import { forgetBerth, keepBerth } from './berth.ts';
import { joinHarbour, openHarbour, type Harbour } from './harbour.ts';
import { createNarrator, type Narrator } from './narrator.ts';
import { tell, type StoryFacts } from './story.ts';

const root = resolve(import.meta.dirname, '../../..');
const factsFile = join(root, '.slipway', 'demo.json');
const now = (): number => performance.now();
/** As a shell reports a Ctrl-C. */
const interrupted = 130;
const flags = process.argv.slice(2);
const coloured = process.stdout.isTTY && process.env.NO_COLOR === undefined;
const narrator = createNarrator(process.stdout, now, coloured);
const cancelled = new AbortController();
let isTelling = true;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);

const usage = `npm run demo             tells the story and ends
npm run demo -- --keep   leaves everything running, for trying things by hand
npm run demo -- --terraform
                         tells of the infrastructure instead: Terraform makes it on an account that stands in for AWS,
                         the pipeline deploys on it, and it is destroyed again; five to eight minutes`;
const known = ['--keep', '--terraform', '--help'];
const unknown = flags.filter((flag) => !known.includes(flag));
if (unknown.length > 0) {
  console.error(`The demo does not know ${unknown.join(' ')}.\n\n${usage}`);
  process.exitCode = 1;
} else if (flags.includes('--help')) {
  console.log(usage);
} else if (flags.includes('--terraform')) {
  process.exitCode = await infrastructure();
} else {
  process.exitCode = await main(flags.includes('--keep'));
}

function interrupt(): void {
  if (cancelled.signal.aborted) return;
  cancelled.abort();
  if (isTelling) narrator.say('Interrupted: the step under way is cancelled as GitHub would cancel it.');
}

async function main(keep: boolean): Promise<number> {
  const started = now();
  let harbour: Harbour | undefined;
  try {
    await rm(factsFile, { force: true });
    harbour = await open();
    cancelled.signal.throwIfAborted();
    const facts = await tell({ harbour, narrator, signal: cancelled.signal, now });
    if (cancelled.signal.aborted) return interrupted;
    isTelling = false;
    const seconds = Math.round((now() - started) / 100) / 10;
    await writeFacts(facts, seconds);
    conclude(narrator, facts, seconds);
    if (keep && harbour.attached) narrator.say('The harbour stays open, as it was.');
    if (keep && !harbour.attached) await stayOpen(harbour);
    return facts.surprises.length === 0 ? 0 : 1;
  } catch (thrown) {
    if (cancelled.signal.aborted) return interrupted;
    const failure = asFailure(thrown);
    narrator.bad(failure.message);
    if (failure.kind === 'defect' && thrown instanceof Error) console.error(thrown.stack);
    return 1;
  } finally {
    await harbour?.close();
    if (cancelled.signal.aborted) narrator.say('Closed: nothing of it runs any more.');
  }
}

/** Loaded only when it is asked for: the story of the pipeline begins a moment sooner without. */
async function infrastructure(): Promise<number> {
  const { missingForStory, tellTerraform } = await import('@slipway/local-terraform/story');
  const missing = missingForStory();
  if (missing.length > 0) {
    narrator.bad('This story needs what is not on this machine:');
    for (const each of missing) narrator.log(each);
    return 1;
  }
  try {
    const surprises = await tellTerraform({ narrator, signal: cancelled.signal, now });
    for (const surprise of surprises) narrator.bad(surprise);
    return surprises.length === 0 ? 0 : 1;
  } catch (thrown) {
    if (cancelled.signal.aborted) {
      narrator.say('Closed: nothing of it runs any more.');
      return interrupted;
    }
    narrator.bad(asFailure(thrown).message);
    return 1;
  }
}

async function open(): Promise<Harbour> {
  narrator.act('1  The harbour opens');
  const kept = await joinHarbour(root);
  const harbour = kept ?? (await openHarbour(root, innerListenerOf(narrator), cancelled.signal));
  narrator.say(
    'This is a simulation on this machine, not AWS and not GitHub: everything listens on loopback,',
  );
  narrator.say('and the waiting times of ECS are shortened in example-app/slipway.world.yaml.');
  if (kept !== undefined)
    narrator.say('It was kept open by an earlier `npm run demo -- --keep`; this story joins it.');
  narrator.say(
    `Local cloud ${harbour.awsEndpoint}, load balancer ${harbour.appUrl}, local GitHub ${harbour.env.GITHUB_API_URL ?? ''}`,
  );
  return harbour;
}

async function writeFacts({ acts, requests }: StoryFacts, seconds: number): Promise<void> {
  const told = acts.map(({ version, outcome, servedVersion, seconds }) => ({
    version,
    outcome,
    servedVersion,
    seconds,
  }));
  await mkdir(dirname(factsFile), { recursive: true });
  await writeFile(factsFile, `${JSON.stringify({ acts: told, requests, seconds }, null, 2)}\n`);
}

function conclude(to: Narrator, { acts, requests, surprises }: StoryFacts, seconds: number): void {
  to.act('The end');
  to.table([
    ['version', 'outcome', 'serves after', 'seconds', 'tasks started', 'requests', 'failed'],
    ...acts.map((act) => [
      act.version,
      act.outcome,
      act.servedVersion,
      act.seconds.toFixed(1),
      String(act.tasksStarted),
      // The client comes once version 1 serves.
      act.requests === 0 ? '–' : String(act.requests),
      act.requests === 0 ? '–' : String(act.failedRequests),
    ]),
  ]);
  for (const surprise of surprises) to.bad(surprise);
  if (surprises.length > 0) return;
  to.good(
    `Told in ${seconds.toFixed(1)} s: ${String(requests.total)} requests, ${String(requests.failed)} failed.`,
  );
  to.say('More: README.md, docs/architecture.md, and .slipway/demo.json for the facts.');
}

async function stayOpen(harbour: Harbour): Promise<void> {
  const isKept = await keepBerth(root, harbour);
  narrator.act('The harbour stays open; Ctrl-C closes it');
  if (!isKept) narrator.say('Another one stays open already: what is typed by hand goes to that one.');
  narrator.say(`From elsewhere: kill ${process.pid}`);
  narrator.say(`App: ${harbour.appUrl}`);
  narrator.say('To try things by hand, in another shell:');
  const { cluster, service } = harbour.names;
  console.log(`
  curl ${harbour.appUrl}
  npm run action -- deploy-ecs-with-rollback cluster=${cluster} service=${service} task-definition=web:2 poll-interval=1s
  npm run action -- scan-image repository=${harbour.names.repository} digest=v3
  npm run action -- set-repo-variables variables=$'LEVEL=1\\nREGION=eu' dry-run=true
  npm run action -- set-repo-variables scope=environment environment=production variables=LEVEL=1
  npm run action -- dispatch-workflow workflow=release.yml inputs=version=4 wait=true
`);
  narrator.say('For the AWS CLI and other tools:');
  console.log('');
  // Version 1 of the AWS CLI knows the region by another name.
  const variables = { ...harbour.env, AWS_DEFAULT_REGION: harbour.env.AWS_REGION ?? '' };
  for (const [name, value] of Object.entries(variables)) {
    if (/^(AWS_|GITHUB_API_URL|GITHUB_REPOSITORY$)/.test(name)) console.log(`  export ${name}=${value}`);
  }
  console.log(`  export GITHUB_TOKEN=${harbour.tokens.variables}`);
  console.log('');
  narrator.say('A second `npm run demo` joins this harbour.');
  // A pending promise keeps no process alive; the servers do.
  await new Promise<void>((resolve) => {
    cancelled.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await forgetBerth(root);
}
