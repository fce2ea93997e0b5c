/**
 * What docker buildx printed when a build failed, and what is made of it. The transcripts are of real runs of buildx 0.30
 * with buildkit 0.26, and of docker 20.10 where the name says so; only hosts and folders were renamed.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { buildFailure } from '../src/failing/build-failure.ts';
import { progressReader } from '../src/progress.ts';

const dockerfile = {
  path: 'deploy/Dockerfile',
  text: 'FROM scratch AS base\nFROM base AS tests\nFROM tests as there\n',
};

async function failureOf(transcript: string, isRemote = false) {
  const reader = progressReader();
  const path = join(import.meta.dirname, 'transcripts', `${transcript}.txt`);
  for (const line of (await readFile(path, 'utf8')).split('\n')) reader.add(line);
  return buildFailure({ progress: reader.progress(), dockerfile: isRemote ? undefined : dockerfile });
}

/** As docker buildx prints the end of a build whose step failed: for what needs Docker Hub, GitHub or a full memory. */
function failureAt(step: string, error: string, last: string) {
  const reader = progressReader();
  for (const line of [
    `#5 ${step}`,
    `#5 ERROR: ${error}`,
    '------',
    '',
    `ERROR: failed to build: failed to solve: ${last}`,
  ])
    reader.add(line);
  return buildFailure({ progress: reader.progress(), dockerfile });
}

const denied =
  'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed';
const throttled =
  'failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/node/manifests/sha256:0: 429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit.';
const exhausted = 'process "/bin/sh -c npm run build" did not complete successfully: cannot allocate memory';
const cacheOver =
  'failed to push registry.test/team/web: failed to copy: GET https://results.test/actions-cache/65d-1: RESPONSE 403: 403 Server failed to authenticate the request';

test.each<[string, string, string, string, string, string]>([
  [
    'a private image',
    '[internal] load metadata for docker.io/team/base:1',
    denied,
    `team/base:1: failed to resolve source metadata for docker.io/team/base:1: ${denied}`,
    'setup base-image-denied',
    `The image docker.io/team/base:1 may not be pulled: ${denied}. If it exists, log in to docker.io before this step, with docker/login-action.`,
  ],
  [
    'a stage that was misspelt',
    '[internal] load metadata for docker.io/library/bsae:latest',
    denied,
    `bsae: failed to resolve source metadata for docker.io/library/bsae:latest: ${denied}`,
    'setup base-image-denied',
    `The image docker.io/library/bsae:latest may not be pulled: ${denied}. Did you mean the stage base?`,
  ],
  [
    'layers that are not given out now',
    '[base 1/3] FROM docker.io/library/node:24@sha256:0',
    throttled,
    throttled,
    'upstream base-image-throttled',
    'The image docker.io/library/node:24 could not be pulled now: it answered 429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit. Re-run the job later, log in to docker.io before this step, or take the image from a mirror such as public.ecr.aws/docker/library.',
  ],
  [
    'a full memory',
    '[base 3/3] RUN npm run build',
    exhausted,
    `ResourceExhausted: ${exhausted}`,
    'outcome build-step-killed',
    'The build failed at `RUN npm run build` (stage base): memory ran out. Let it do less at the same time, or take a runner with more memory.',
  ],
  [
    'a cache whose addresses are over',
    'exporting to image',
    cacheOver,
    cacheOver,
    'upstream cache-unreadable',
    "The image was built, but GitHub's cache gave no layer of it for the push to team/web: failed to copy: GET https://results.test/actions-cache/65d-1: RESPONSE 403: 403 Server failed to authenticate the request. Re-run the job; with `cache: registry` or without a cache it can't happen.",
  ],
])('%s', (_, step, error, last, kindAndCode, message) => {
  const failure = failureAt(step, error, last);
  expect([`${failure.kind} ${failure.code}`, failure.message]).toEqual([kindAndCode, message]);
});

test('a cache that is not there yet is not what a build fails of', () => {
  const reader = progressReader();
  for (const line of [
    '#3 importing cache manifest from registry.test/cache:web',
    '#3 ERROR: failed to configure registry cache importer: registry.test/cache:web: not found',
    '#5 [2/2] RUN false',
    '#5 ERROR: process "/bin/sh -c false" did not complete successfully: exit code: 1',
  ])
    reader.add(line);
  const { message } = buildFailure({ progress: reader.progress(), dockerfile });
  expect(message).toBe('The build failed at `RUN false`: exit code 1.');
});

interface More {
  /** Of the Dockerfile, where GitHub shows it. */
  readonly line?: number;
  /** The last lines of the instruction's own output. */
  readonly printed?: string;
}

test.each<[transcript: string, failure: string, message: string, more?: More]>([
  [
    'argument-missing',
    'input dockerfile-unreadable',
    "The Dockerfile can't be read (deploy/Dockerfile:2): ARG requires at least one argument.",
    { line: 2 },
  ],
  [
    'base-denied',
    'setup base-image-denied',
    'The image 000000000000.dkr.ecr.eu-west-1.amazonaws.com/team/denied:1 (deploy/Dockerfile:1) may not be pulled: it answered 403 Forbidden. Allow ecr:BatchGetImage and ecr:GetDownloadUrlForLayer on its repository for the role that this job assumes.',
    { line: 1 },
  ],
  [
    'archive-unreachable',
    'input context-unreachable',
    'The context could not be fetched: Get "https://registry.test/x.tgz": dial tcp registry.test: connect: connection refused. Look whether the address and the ref exist, and whether the builder may read them.',
  ],
  [
    'base-not-found-docker-20',
    'setup base-image-not-found',
    'The image registry.test/none/base:1 was not found: registry.test/none/base:1: not found. Correct its name or tag, or push it first.',
  ],
  [
    'base-not-found',
    'setup base-image-not-found',
    'The image registry.test/none/base:1 (deploy/Dockerfile:1) was not found: registry.test/none/base:1: not found. Correct its name or tag, or push it first.',
    { line: 1 },
  ],
  [
    'base-of-unknown-repository',
    'setup base-image-not-found',
    'The image 000000000000.dkr.ecr.eu-west-1.amazonaws.com/team/none:1 (deploy/Dockerfile:1) was not found: 000000000000.dkr.ecr.eu-west-1.amazonaws.com/team/none:1: not found. Correct its name or tag, or push it first.',
    { line: 1 },
  ],
  [
    'base-registry-down',
    'upstream base-registry-unreachable',
    'The image registry.test/none/base:1 (deploy/Dockerfile:1) could not be pulled: dial tcp registry.test: connect: connection refused. Re-run the job; if it stays, look at the network between the builder and registry.test.',
    { line: 1 },
  ],
  [
    'base-without-login',
    'setup base-image-denied',
    'The image 000000000000.dkr.ecr.eu-west-1.amazonaws.com/team/denied:1 (deploy/Dockerfile:1) may not be pulled: it answered 401 Unauthorized. Allow ecr:BatchGetImage and ecr:GetDownloadUrlForLayer on its repository for the role that this job assumes.',
    { line: 1 },
  ],
  [
    'builder-down',
    'setup builder-not-started',
    'The builder does not answer: context deadline exceeded. Run docker/setup-buildx-action before this step. `docker buildx ls` shows the state of each builder.',
  ],
  [
    'builder-unknown',
    'setup builder-not-found',
    'The builder was not found: no builder "nope" found. Run docker/setup-buildx-action before this step. `docker buildx ls` lists those that there are.',
  ],
  ['cancelled', 'outcome cancelled', 'Cancelled while building the image. Run it again when you are ready.'],
  [
    'checks-as-errors',
    'outcome build-checks-failed',
    'The checks of the build found something in the Dockerfile: FromAsCasing, ConsistentInstructionCasing, WorkdirRelativePath. The log above names each line; https://docs.docker.com/reference/build-checks/ says what to write instead.',
  ],
  [
    'command-not-found',
    'outcome build-step-failed',
    'The build failed at `RUN nosuchcommand --x` (deploy/Dockerfile:3): exit code 127.',
    { line: 3, printed: '/bin/sh: nosuchcommand: not found' },
  ],
  [
    'connection-lost',
    'upstream builder-lost',
    'The connection to the builder was lost while it built: Unavailable: error reading from server: EOF. Re-run the job; if it stays, look whether the builder runs out of memory.',
  ],
  ['context-missing', 'input context-not-found', 'There is no folder nope. Correct `context`.'],
  [
    'daemon-down',
    'setup docker-daemon-down',
    'The docker daemon does not answer: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running? Start it before this step (`sudo systemctl start docker`), or choose a runner that has docker.',
  ],
  [
    'disk-full-for-an-instruction',
    'setup disk-full',
    'The build failed at `RUN --mount=type=tmpfs,target=/small,size=1m dd if=/dev/zero of=/small/x bs=1M count=4` (deploy/Dockerfile:3): the disk is full. Free space on the builder before this step, or take one with a larger disk.',
    {
      line: 3,
      printed: "dd: error writing '/small/x': No space left on device\n2+0 records in\n1+0 records out",
    },
  ],
  [
    'disk-full',
    'setup disk-full',
    'The disk of the builder is full: ResourceExhausted: failed to read dockerfile: write /var/lib/buildkit/cache.db: no space left on device. Free space on the builder before this step, or take one with a larger disk.',
  ],
  ['dockerfile-empty', 'input dockerfile-unreadable', 'The Dockerfile is empty.'],
  [
    'dockerfile-missing',
    'input dockerfile-not-found',
    'The context has no nope. Correct `file` or `context`.',
  ],
  [
    'driver-without-platforms',
    'setup builder-not-able',
    'The builder of the docker daemon can not do what is asked: Multi-platform build is not supported for the docker driver. Run docker/setup-buildx-action before this step.',
  ],
  [
    'file-not-in-context',
    'outcome build-step-failed',
    'The build failed at `COPY missing.txt /` (deploy/Dockerfile:2): missing.txt is not in the context. Look at `context`, and whether .dockerignore leaves it out.',
    { line: 2 },
  ],
  [
    'flag-unknown',
    'setup buildx-too-old',
    'This docker buildx is too old for what is asked: unknown flag: --annotatoin. Run docker/setup-buildx-action before this step.',
  ],
  [
    'frontend-unreachable',
    'upstream base-registry-unreachable',
    'The image registry.test/dockerfile:1 (deploy/Dockerfile:1) could not be pulled: dial tcp registry.test: connect: connection refused. Re-run the job; if it stays, look at the network between the builder and registry.test.',
    { line: 1 },
  ],
  [
    'git-unreachable',
    'input context-unreachable',
    "The context https://registry.test/x.git could not be fetched: fatal: unable to access 'https://registry.test/x.git/': Failed to connect to registry.test port 443 after 0 ms: Couldn't connect to server : exit status 128. Look whether the address and the ref exist, and whether the builder may read them.",
  ],
  [
    'git-without-ref-unreachable',
    'input context-unreachable',
    "The context https://registry.test/x.git could not be fetched: fatal: unable to access 'https://registry.test/x.git/': Failed to connect to registry.test port 443 after 0 ms: Couldn't connect to server : exit status 128. Look whether the address and the ref exist, and whether the builder may read them.",
  ],
  [
    'heredoc-failed',
    'outcome build-step-failed',
    'The build failed at `RUN <<EOT (echo heredoc...)` (deploy/Dockerfile:3): exit code 5.',
    { line: 3, printed: 'heredoc' },
  ],
  [
    'instruction-failed-docker-20',
    'outcome build-step-failed',
    "The build failed at `RUN echo one && echo two >&2 && sh -c 'exit 3'` (stage tests): exit code 3.",
    { printed: 'two\none' },
  ],
  [
    'instruction-failed',
    'outcome build-step-failed',
    "The build failed at `RUN echo one && echo two >&2 && sh -c 'exit 3'` (deploy/Dockerfile:7, stage tests): exit code 3.",
    { line: 7, printed: 'one\ntwo' },
  ],
  [
    'killed',
    'outcome build-step-killed',
    "The build failed at `RUN sh -c 'kill -9 $$' && true` (deploy/Dockerfile:3): exit code 137, it was killed, most often because memory ran out. Let it do less at the same time, or take a runner with more memory.",
    { line: 3, printed: 'Killed' },
  ],
  [
    'merge-of-immutable-tag',
    'input tag-immutable',
    "The registry refused the push to team/frozen: it answered 400 Bad Request unknown: The image tag 'v1' already exists in the 'team/frozen' repository and cannot be overwritten because the repository is immutable. Choose another tag: the tags of this repository are immutable.",
  ],
  [
    'one-of-several-platforms-failed',
    'outcome build-step-failed',
    'The build failed at `RUN echo $TARGETPLATFORM; sleep 1; echo hi; exit 4` (deploy/Dockerfile:5, stage one): exit code 4.',
    { line: 5, printed: 'hi' },
  ],
  [
    'other-platform',
    'setup platform-not-runnable',
    "The build failed at `RUN true` (deploy/Dockerfile:3): the builder can't run programs of this platform. Run docker/setup-qemu-action before this step, or build on a runner of that platform.",
    { line: 3, printed: 'exec /bin/sh: exec format error' },
  ],
  [
    'push-by-docker-without-login',
    'setup push-login-refused',
    'The registry 000000000000.dkr.ecr.eu-west-1.amazonaws.com does not accept the login for the push to team/web: no basic auth credentials. Look whether the credentials of this job belong to the account of the registry.',
  ],
  [
    'push-denied',
    'setup push-denied',
    'The registry 000000000000.dkr.ecr.eu-west-1.amazonaws.com denied the push to team/denied: denied: User: arn:aws:iam::000000000000:user/local is not authorized to perform: ecr:InitiateLayerUpload on resource: arn:aws:ecr:eu-west-1:000000000000:repository/team/denied because no identity-based policy allows the ecr:InitiateLayerUpload action. Allow it in the role that this job assumes; the permissions are in the README of this action. A login lasts twelve hours: a build must not take longer.',
  ],
  [
    'push-of-immutable-tag',
    'input tag-immutable',
    "The registry refused the push to team/frozen: unknown: The image tag 'v1' already exists in the 'team/frozen' repository and cannot be overwritten because the repository is immutable. Choose another tag: the tags of this repository are immutable.",
  ],
  [
    'push-to-nobody',
    'upstream push-failed',
    'The image was built, but could not be pushed to team/web in registry.test: dial tcp registry.test: connect: connection refused. Re-run the job; if it stays, look at the network between the builder and the registry.',
  ],
  [
    'push-to-unknown-repository',
    'setup repository-not-found',
    "The repository team/none was not found in 000000000000.dkr.ecr.eu-west-1.amazonaws.com: unknown: The repository with name 'team/none' does not exist in the registry with id '000000000000'. Create it first, or correct its name.",
  ],
  [
    'push-with-expired-token',
    'setup push-denied',
    'The registry 000000000000.dkr.ecr.eu-west-1.amazonaws.com denied the push to team/web: it answered 403 Forbidden. Allow it in the role that this job assumes; the permissions are in the README of this action. A login lasts twelve hours: a build must not take longer.',
  ],
  [
    'push-without-login',
    'setup push-login-refused',
    'The registry 000000000000.dkr.ecr.eu-west-1.amazonaws.com does not accept the login for the push to team/web: it answered 401 Unauthorized. Look whether the credentials of this job belong to the account of the registry.',
  ],
  [
    'secret-not-given',
    'input secret-not-given',
    'The build failed at `RUN --mount=type=secret,id=npm,required=true cat /run/secrets/npm` (deploy/Dockerfile:3): it needs the secret `npm`, which is not given. Add the line `id=npm,env=‹variable›` or `id=npm,src=‹file›` to `secrets`.',
    { line: 3 },
  ],
  [
    'several-lines-failed',
    'outcome build-step-failed',
    'The build failed at `RUN echo a && echo b && false` (deploy/Dockerfile:3): exit code 1.',
    { line: 3, printed: 'a\nb' },
  ],
  [
    'ssh-not-given',
    'input secret-not-given',
    'The build failed at `RUN --mount=type=ssh,required=true true` (deploy/Dockerfile:3): it needs ssh as `default`, which is not given. Add the line `default` to `ssh`.',
    { line: 3 },
  ],
  [
    'stage-misspelt',
    'upstream base-registry-unreachable',
    'The image docker.io/library/nothere:latest (deploy/Dockerfile:2) could not be pulled: dial tcp: lookup registry-1.docker.io on 127.0.0.53:53: no such host. Did you mean the stage there?',
    { line: 2 },
  ],
  [
    'target-missing-docker-20',
    'input target-not-found',
    'The Dockerfile has no stage x: there are base, tests, there. Correct `target`.',
  ],
  [
    'target-missing',
    'input target-not-found',
    'The Dockerfile has no stage tets: there are base, tests, there. Did you mean `target: tests`?',
  ],
  [
    'unknown-instruction-docker-20',
    'input dockerfile-unreadable',
    "The Dockerfile can't be read (deploy/Dockerfile:2): unknown instruction: FRM.",
    { line: 2 },
  ],
  [
    'unknown-instruction',
    'input dockerfile-unreadable',
    "The Dockerfile can't be read (deploy/Dockerfile:2): unknown instruction: FRM (did you mean FROM?).",
    { line: 2 },
  ],
])('%s: %s', async (transcript, kindAndCode, message, { line, printed }: More = {}) => {
  const failure = await failureOf(transcript);
  expect(`${failure.kind} ${failure.code}`).toBe(kindAndCode);
  expect(failure.message).toBe(message);
  expect(failure.at).toEqual(line === undefined ? undefined : { file: dockerfile.path, line });
  expect(failure.details.map((detail) => detail.message)).toEqual(printed === undefined ? [] : [printed]);
});

test('the Dockerfile of a remote context is named, and nothing of the workspace is marked', async () => {
  const failure = await failureOf('instruction-failed', true);
  expect(failure.what).toBe(
    "The build failed at `RUN echo one && echo two >&2 && sh -c 'exit 3'` (Dockerfile:7, stage tests): exit code 3",
  );
  expect([failure.at, failure.details[0]?.file]).toEqual([undefined, undefined]);
});

test('no login of a context stands in its failure', async () => {
  const failure = await failureOf('git-without-ref-unreachable', true);
  expect(failure.message).not.toMatch(/hunter2|xxxxx/);
});

test('a private base of a context elsewhere may lack a login, for nothing here names it', async () => {
  expect((await failureOf('base-denied', true)).hint).toBe(
    'Allow ecr:BatchGetImage and ecr:GetDownloadUrlForLayer on its repository for the role that this job assumes. The builder is logged in to what is named here, and only it reads the Dockerfile of a context elsewhere: name 000000000000.dkr.ecr.eu-west-1.amazonaws.com in `build-args` or `build-contexts`, or build from a checkout.',
  );
});
