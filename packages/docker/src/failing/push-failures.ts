/** Built, but not pushed: what the registry said about it, and who must act. */
import { inputFailure, setupFailure, upstreamFailure, type Failure } from '@slipway/action-kit/failures';
import { failedStep, foreignWords, type BrokenBuild } from './broken-build.ts';
import { registryAnswer } from './registry-answers.ts';

interface FailedPush {
  readonly host: string;
  readonly repository: string;
  readonly why: string;
}

export function pushFailure(broken: BrokenBuild): Failure | undefined {
  const push = failedPush(broken);
  if (push === undefined) return undefined;
  const { host, repository, why } = push;
  if (ofGitHubCache.test(why)) {
    return upstreamFailure({
      code: 'cache-unreadable',
      what: `The image was built, but GitHub's cache gave no layer of it for the push to ${repository}`,
      why,
      hint: "Re-run the job; with `cache: registry` or without a cache it can't happen.",
    });
  }
  switch (registryAnswer(why)) {
    case 'immutable':
      return inputFailure({
        code: 'tag-immutable',
        what: `The registry refused the push to ${repository}`,
        why,
        hint: 'Choose another tag: the tags of this repository are immutable.',
      });
    case 'missing':
      return setupFailure({
        code: 'repository-not-found',
        what: `The repository ${repository} was not found in ${host}`,
        why,
        hint: 'Create it first, or correct its name.',
      });
    case 'denied':
      return setupFailure({
        code: 'push-denied',
        what: `The registry ${host} denied the push to ${repository}`,
        why,
        hint: 'Allow it in the role that this job assumes; the permissions are in the README of this action. A login lasts twelve hours: a build must not take longer.',
      });
    case 'login':
      return setupFailure({
        code: 'push-login-refused',
        what: `The registry ${host} does not accept the login for the push to ${repository}`,
        why,
        hint: 'Look whether the credentials of this job belong to the account of the registry.',
      });
    case 'throttled':
    case 'unreachable':
    case undefined:
      return upstreamFailure({
        code: 'push-failed',
        what: `The image was built, but could not be pushed to ${repository} in ${host}`,
        why,
        hint: 'Re-run the job; if it stays, look at the network between the builder and the registry.',
      });
  }
}

/** Layers that were in the cache are read only when they are pushed, by addresses that end within the hour. */
const ofGitHubCache = /failed to copy: GET https:\/\/[^/\s]+\/actions-cache\//;

/** buildkit names what it pushed in its error, docker and a builder of several machines in the name of the step. */
function failedPush(broken: BrokenBuild): FailedPush | undefined {
  const [, name, why] = /failed to push (\S+?): (.+)/s.exec(broken.progress.error) ?? [];
  if (name !== undefined && why !== undefined) return { ...partsOf(name), why: foreignWords(why) };
  const step = failedStep(broken);
  const [, pushed] =
    /^(?:pushing (?=.* with docker$)|merging manifest list )(\S+)/.exec(step?.name ?? '') ?? [];
  if (step === undefined || pushed === undefined) return undefined;
  return { ...partsOf(pushed), why: foreignWords(step.error) };
}

function partsOf(name: string): Pick<FailedPush, 'host' | 'repository'> {
  const slash = name.indexOf('/');
  return { host: name.slice(0, slash), repository: name.slice(slash + 1).replace(/[:@].*$/, '') };
}
