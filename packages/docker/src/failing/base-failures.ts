/** An image that the build stands on could not be had: a base, an image to copy from, a frontend. */
import { isEcrHost, publicEcrHost } from '@slipway/action-kit/ecr-host';
import { setupFailure, upstreamFailure, type Failure } from '@slipway/action-kit/failures';
import { nearest } from '@slipway/action-kit/nearest';
import { failedStep, foreignWords, placeOf, placeWords, type BrokenBuild } from './broken-build.ts';
import { stagesOf } from '../stages.ts';
import { registryAnswer } from './registry-answers.ts';

export function baseFailure(broken: BrokenBuild): Failure | undefined {
  const image = wantedImage(broken);
  if (image === undefined) return undefined;
  const step = failedStep(broken);
  const why = foreignWords(step === undefined || step.error === '' ? broken.progress.error : step.error);
  const host = hostOf(image);
  const named = `The image ${image}${placeWords(broken)}`;
  const at = placeOf(broken);
  switch (registryAnswer(why)) {
    case 'missing':
      return setupFailure({
        code: 'base-image-not-found',
        what: `${named} was not found`,
        why,
        hint: stageHint(image, broken) ?? 'Correct its name or tag, or push it first.',
        at,
      });
    case 'denied':
    case 'login':
    case 'immutable':
      return setupFailure({
        code: 'base-image-denied',
        what: `${named} may not be pulled`,
        why,
        hint: stageHint(image, broken) ?? loginHint(host, broken),
        at,
      });
    case 'throttled':
      return upstreamFailure({
        code: 'base-image-throttled',
        what: `${named} could not be pulled now`,
        why,
        hint: `Re-run the job later, log in to ${host} before this step, or take the image from a mirror such as ${publicEcrHost}/docker/library.`,
        at,
      });
    case 'unreachable':
    case undefined:
      return upstreamFailure({
        code: 'base-registry-unreachable',
        what: `${named} could not be pulled`,
        why,
        hint:
          stageHint(image, broken) ??
          `Re-run the job; if it stays, look at the network between the builder and ${host}.`,
        at,
      });
  }
}

/** It is asked for its metadata first; its layers come with the instruction `FROM`. */
function wantedImage(broken: BrokenBuild): string | undefined {
  const step = failedStep(broken);
  const patterns = [
    /^(?:\[internal\] load metadata for|resolve image config for) (?:docker-image:\/\/)?(\S+)$/,
    /^\[[^\]]*\d+\/\d+\] FROM ([^\s@]+)/,
  ];
  const named = patterns
    .map((pattern) => pattern.exec(step?.name ?? '')?.[1])
    .find((image) => image !== undefined);
  return named ?? /failed to resolve source metadata for (\S+?): /.exec(broken.progress.error)?.[1];
}

/** In ECR, what may be pulled is a right of the role, not a login of its own. */
function loginHint(host: string, { dockerfile }: BrokenBuild): string {
  if (!isEcrHost(host)) return `If it exists, log in to ${host} before this step, with docker/login-action.`;
  const right =
    'Allow ecr:BatchGetImage and ecr:GetDownloadUrlForLayer on its repository for the role that this job assumes.';
  return dockerfile === undefined
    ? `${right} The builder is logged in to what is named here, and only it reads the Dockerfile of a context elsewhere: name ${host} in \`build-args\` or \`build-contexts\`, or build from a checkout.`
    : right;
}

const hostOf = (image: string): string => image.slice(0, image.indexOf('/'));

/** What is no stage is looked for on Docker Hub, which denies what it does not have: a misspelt stage ends there. */
function stageHint(image: string, { dockerfile }: BrokenBuild): string | undefined {
  const [, name] = /^docker\.io\/library\/([^/:@]+)(?::latest)?$/.exec(image) ?? [];
  if (name === undefined || dockerfile === undefined) return undefined;
  const meant = nearest(name, stagesOf(dockerfile.text));
  return meant === undefined ? undefined : `Did you mean the stage ${meant}?`;
}
