/**
 * Where the mission takes place: an account without anything in it, and one repository of somebody who begins with
 * Slipway. Every run is one of act, with the workflows as they are shipped but for what act lacks.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { accountId } from '@slipway/local-terraform/account';
import { scaledClock } from '@slipway/local-aws/clock';
import { run as runProgram, type Ran } from '@slipway/local-terraform/programs';
import { openLocalRepository, type LocalRepository } from '@slipway/local-workflows/local-repository';
import { workflowFolder } from '@slipway/local-workflows/published';
import { cloudDate } from './cloud-date.ts';
import { makeConsumer, type Consumer } from './consumer.ts';
import { endingWith } from './ending.ts';
import { jobsIn } from './leaks/handed-on.ts';
import { namedSecrets, secretsOfGithub } from './leaks/held.ts';
import type { Secret, ToldWorld } from './leaks/told-world.ts';
import { openMissionAccount, type MissionAccount } from './mission-account.ts';
import { programs } from './missing.ts';
import { takeStarters } from './starters.ts';
import type { Listening } from './telling.ts';
import { times, type Times } from './times.ts';
import { inTurn, turns, type Turns } from './turns.ts';
import { addTerraform } from './values.ts';

export const repository = 'harbour/example-app';
/** The local cloud's time runs so much faster than this machine's. */
export const factor = 20;

export interface Mission {
  readonly account: MissionAccount;
  readonly consumer: Consumer;
  /** Its workflows, and the local GitHub. */
  readonly local: LocalRepository;
  /** All that was told so far, and what of it nobody may read. */
  readonly told: () => ToldWorld;
  /** Of its runs. */
  readonly times: Times;
  /** For what has to have the folder of the consumer to itself. */
  readonly turns: Turns;
  /** terraform/stack of the repository, as the person runs it who may do everything. */
  stack(...words: readonly string[]): Promise<Ran>;
  close(): Promise<void>;
}

export async function openMission(root: string, { line, signal, now }: Listening): Promise<Mission> {
  const heard = times(now);
  await using opened = new AsyncDisposableStack();
  const origin = Date.now();
  const clock = scaledClock(factor, origin);
  const account = await openMissionAccount(root, clock, factor);
  opened.defer(() => account.close());
  const folder = await mkdtemp(join(tmpdir(), 'slipway-mission-'));
  opened.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const consumer = await makeConsumer(root, join(folder, 'example-app'));
  await takeStarters(root, consumer);
  await consumer.commit('Begin with the app and the starters of Slipway [skip ci]');
  const held = heldSecrets();
  signal.throwIfAborted();
  const opening = openLocalRepository({
    act: programs.act(root),
    slipway: root,
    folder: consumer.folder,
    repository,
    github: {
      clock,
      environments: { staging: {}, production: {}, 'pull-request': {} },
      pullRequests: [{ number: 7 }],
      tokens: { [held.VARIABLES_TOKEN]: rightsOfToken },
    },
    env: {
      ...account.jobEnvironment,
      ...inScaledTime(root, origin),
      ...{ SLIPWAY_EMULATED: 'true', TMPDIR: tmpdir() },
    },
    secrets: held,
    roles: 'assumed',
    docker: 'stand-in',
    path: [await cloudDate(folder), dirname(programs.terraform(root)), '/usr/bin', '/bin'].join(delimiter),
    onLine: ({ job, text }, run) => {
      heard.hear(run, job);
      line(`${run.workflow} ${String(run.id)} [${job}] ${text}`);
    },
  });
  const local = endingWith(signal, await opening);
  opened.defer(() => local.close());
  await addTerraform(consumer, local.github.environment);
  const stackEnvironment = {
    ...account.env,
    SLIPWAY_EMULATED: 'true',
    SLIPWAY_TERRAFORM_DATA: join(folder, 'terraform-data'),
  };
  const shown: string[] = [];
  const ordered = turns(local, heard);
  const open = opened.move();
  return {
    ...{ account, consumer, local: inTurn(local, ordered), times: heard, turns: ordered },
    told: () => ({
      ...{ runs: local.runs, github: local.github, terminal: shown.join('') },
      secrets: [
        ...namedSecrets(held),
        ...secretsOfGithub(local.github),
        ...secretsOfSessions(account),
        ...account
          .logins()
          .map(({ role, token }) => ({ name: `a job's token, by which it became ${role}`, value: token })),
      ],
      ...{ sessions: account.aws.sessions.all().length, account: accountId },
      jobsOf: (workflow) => jobsIn(join(consumer.folder, workflowFolder, workflow)),
    }),
    stack: (...words) =>
      runProgram(join(consumer.folder, 'terraform', 'stack'), words, {
        cwd: consumer.folder,
        env: stackEnvironment,
        onText: (text) => {
          shown.push(text);
          line(`terraform/stack ${words.join(' ')} | ${text.trimEnd()}`);
        },
        signal,
      }),
    close: () => open.disposeAsync(),
  };
}

const heldSecrets = () => ({
  VARIABLES_TOKEN: `github_pat_${randomBytes(20).toString('hex')}`,
  PLAN_PASSPHRASE: randomBytes(32).toString('hex'),
});

const rightsOfToken = {
  kind: 'fine-grained',
  permissions: { actions_variables: 'write', environments: 'write' },
  repositories: [repository],
} as const;

/** For every process of node in a job, so that what waits for the cloud waits by the cloud's time. */
function inScaledTime(root: string, origin: number): Readonly<Record<string, string>> {
  const preload = pathToFileURL(join(root, 'packages/local-runner/src/scaled-time.mjs'));
  preload.search = `factor=${String(factor)}&origin=${String(origin)}`;
  return { NODE_OPTIONS: `--import ${preload.href}` };
}

const secretsOfSessions = ({ aws }: MissionAccount): readonly Secret[] =>
  aws.sessions.all().flatMap(({ arn, secretAccessKey, sessionToken }) => [
    { name: `the secret key of ${arn}`, value: secretAccessKey },
    { name: `the session token of ${arn}`, value: sessionToken },
  ]);
