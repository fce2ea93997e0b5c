/** Where the image is to be: its repository, made when it is missing and that was asked for, and what its tags hold. */
import { asFailure, Failure, setupFailure, withSentence } from '@slipway/action-kit/failures';
import { cachePrefix, lifecyclePolicy } from './lifecycle-policy.ts';
import type { Ecr, FoundImage, FoundRepository, Logins } from './ports.ts';
import type { Request } from './request.ts';

export interface Place {
  readonly repository: string;
  readonly registryHost: string;
  /** What of the repository has to be made before anything is pushed. */
  readonly lacks: 'nothing' | 'lifecycle policy' | 'everything';
  readonly isImmutable: (tag: string) => boolean;
  readonly tags: readonly TagLook[];
  /** The image that was pushed last until now; undefined when there is none. */
  readonly newest: FoundImage | undefined;
}

/** A wanted tag before anything is done. */
export interface TagLook {
  readonly tag: string;
  /** It can never be moved. */
  readonly immutable: boolean;
  /** undefined when there is no such tag. */
  readonly holds: FoundImage | undefined;
}

interface World {
  readonly ecr: Ecr;
  readonly logins: Logins;
  readonly registryId: string | undefined;
  readonly region: string;
}

/** Only asks. @throws Failure `repository-not-found` when it is missing and not to be made. */
export async function lookAtPlace(
  { repository, createRepository }: Pick<Request, 'repository' | 'createRepository'>,
  tags: readonly string[],
  world: World,
): Promise<Place> {
  const found = await world.ecr.findRepository(repository);
  if (found !== undefined) return standing(repository, found, { tags, createRepository, ecr: world.ecr });
  if (!createRepository) throw missing(repository, world);
  const isImmutable = (tag: string): boolean => !tag.startsWith(cachePrefix);
  const looks = tags.map((tag) => ({ tag, immutable: isImmutable(tag), holds: undefined }));
  const registryHost = await ownHost(world);
  return { repository, registryHost, lacks: 'everything', isImmutable, tags: looks, newest: undefined };
}

async function standing(
  repository: string,
  { registryHost, isImmutable }: FoundRepository,
  { tags, createRepository, ecr }: { tags: readonly string[]; createRepository: boolean; ecr: Ecr },
): Promise<Place> {
  const looks: TagLook[] = [];
  // One after the other: there are few, and ECR throttles.
  for (const tag of tags) {
    looks.push({ tag, immutable: isImmutable(tag), holds: await ecr.findImage(repository, tag) });
  }
  const newest = await newestOf(repository, ecr);
  const lacks = createRepository && (await lacksPolicy(repository, ecr)) ? 'lifecycle policy' : 'nothing';
  return { repository, registryHost, lacks, isImmutable, tags: looks, newest };
}

/** Only shown beside the result: not to know it must not keep that away. */
async function newestOf(repository: string, ecr: Ecr): Promise<FoundImage | undefined> {
  try {
    return await ecr.newestImage(repository);
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

/** An empty repository without one: an earlier run may have been able only to make the repository. */
async function lacksPolicy(repository: string, ecr: Ecr): Promise<boolean> {
  return !(await ecr.hasLifecyclePolicy(repository)) && (await ecr.isEmpty(repository));
}

/** Before there is a repository only the login names the registry, and that of the caller's own account. */
async function ownHost({ logins, registryId }: World): Promise<string> {
  const { registryHost } = await logins.own();
  return registryId === undefined ? registryHost : registryHost.replace(/^\d{12}(?=\.)/, registryId);
}

/** Makes what is missing; what somebody else makes meanwhile is as good. */
export async function makePlace({ repository, lacks }: Place, ecr: Ecr): Promise<void> {
  if (lacks === 'nothing') return;
  if (lacks === 'everything' && (await ecr.createRepository(repository, `${cachePrefix}*`)) === undefined) {
    // Who was quicker may have given it a policy of its own.
    if (!(await lacksPolicy(repository, ecr))) return;
  }
  try {
    await ecr.putLifecyclePolicy(repository, lifecyclePolicy);
  } catch (error) {
    throw withSentence(
      asFailure(error),
      'The repository is there now, without its lifecycle policy; a re-run puts that first.',
    );
  }
}

const missing = (repository: string, { region, registryId }: World): Error =>
  setupFailure({
    code: 'repository-not-found',
    what: `There is no ECR repository ${repository} in ${region} of ${registryId === undefined ? 'the account of this role' : `the account ${registryId}`}`,
    hint: 'Check `repository`, `region` and `registry-id`; or let this step make it with `create-repository: true`.',
  });
