/** An action by hand has the docker, the commit and the variables that a job would give it. */
import { expect, test } from '@jest/globals';
import { variablesOfShell, withCommit } from '../src/job-by-hand.ts';

const commit = 'c0ffee0000000000000000000000000000000000';

/** Answers the commands that are given, and fails at all others. */
const git =
  (answers: Readonly<Record<string, string>>) =>
  (...args: readonly string[]): string | undefined =>
    answers[args.join(' ')];

const head = { 'rev-parse HEAD': commit };
const onBranch = git({ ...head, 'symbolic-ref --quiet --short HEAD': 'feature/login' });

test('what docker, ssh and the commit need is handed on, and nothing else of the shell', () => {
  const handedOn = {
    DOCKER_HOST: 'unix:///run/user/1000/docker.sock',
    DOCKER_CONFIG: '/mine/docker',
    BUILDX_BUILDER: 'mine',
    BUILDKIT_PROGRESS: 'plain',
    SSH_AUTH_SOCK: '/tmp/agent',
    SOURCE_DATE_EPOCH: '1700000000',
    GITHUB_SHA: commit,
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REPOSITORY: 'acme/web',
  };
  const shell = {
    ...handedOn,
    HOME: '/root',
    GITHUB_TOKEN: 'secret',
    NPM_TOKEN: 'secret',
    BUILDX_CONFIG: '',
  };
  expect(variablesOfShell(shell, { repository: 'web' })).toEqual(handedOn);
});

test('the builders of a person are found in the home folder', () => {
  expect(variablesOfShell({ HOME: '/home/me' }, {})).toEqual({ DOCKER_CONFIG: '/home/me/.docker' });
});

test('the variables that secrets and build-args name are handed on, but none of AWS', () => {
  const shell = { NPM_TOKEN: 'a', PIP: 'b', VERSION: 'c', OTHER: 'd', AWS_PROFILE: 'mine', FIXED: 'e' };
  const inputs = {
    Secrets: 'id=npm,env=NPM_TOKEN\nid=pip,type=env,src=PIP\nid=file,src=env',
    'build-args': ' VERSION \nFIXED=1\nAWS_PROFILE\nMISSING',
  };
  expect(variablesOfShell(shell, inputs)).toEqual({ NPM_TOKEN: 'a', PIP: 'b', VERSION: 'c' });
});

test('the commit and the branch are those that are checked out', () => {
  expect(withCommit({ AWS_REGION: 'eu-west-1' }, onBranch)).toEqual({
    AWS_REGION: 'eu-west-1',
    GITHUB_SHA: commit,
    GITHUB_REF: 'refs/heads/feature/login',
    GITHUB_REF_NAME: 'feature/login',
    GITHUB_REF_TYPE: 'branch',
  });
});

test('of a checked out tag it is the tag, and of any other commit the commit alone', () => {
  expect(withCommit({}, git({ ...head, 'describe --tags --exact-match HEAD': 'v1.2.3' }))).toEqual({
    GITHUB_SHA: commit,
    GITHUB_REF: 'refs/tags/v1.2.3',
    GITHUB_REF_NAME: 'v1.2.3',
    GITHUB_REF_TYPE: 'tag',
  });
  expect(withCommit({}, git(head))).toEqual({ GITHUB_SHA: commit });
});

test('what is set already stays, and a ref is never mixed of two', () => {
  const set = { GITHUB_SHA: 'decade', GITHUB_REF: 'refs/pull/7/merge' };
  expect(withCommit(set, onBranch)).toEqual(set);
});

test('outside of a checkout nothing is filled in', () => {
  expect(withCommit({}, git({}))).toEqual({});
});
