/**
 * The event of a pull request where the person names none: one of a branch of this repository, which the local GitHub
 * knows, so that jobs get what they would get there, and may write comments.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pullRequestEvent } from '@slipway/local-workflows/events/payloads';
import { git } from '@slipway/local-workflows/git';
import { isGiven, type ActWords } from '../act/words.ts';
import type { Repository } from '../repository/facts.ts';

export const pullRequest = { number: 1, action: 'opened' } as const;

const events: readonly string[] = ['pull_request', 'pull_request_target'];

type Known = Pick<Repository, 'name' | 'branch' | 'defaultBranch'>;

/** @param sha of the commit that runs; before there is one its place stays empty. @returns undefined for another event */
export function pullRequestPayload(
  event: string,
  { name, branch, defaultBranch }: Known,
  sha = '',
): string | undefined {
  if (!events.includes(event)) return undefined;
  const place = {
    ...{ repository: name, repositoryId: 1, defaultBranch, actor: 'local', sha, branch },
    serverUrl: 'https://github.com',
  };
  return JSON.stringify(pullRequestEvent(place, pullRequest).payload);
}

/** @param into a folder. @param copy that act runs in. @returns the words, with the event where one is needed */
export async function withPullRequest(
  words: ActWords,
  event: string,
  repository: Known,
  { into, copy }: { readonly into: string; readonly copy: string },
): Promise<ActWords> {
  if (!events.includes(event) || isGiven(words, 'eventpath')) return words;
  const sha = (await git(copy, 'rev-parse', 'HEAD')).trim();
  const path = join(into, 'event.json');
  await writeFile(path, pullRequestPayload(event, repository, sha) ?? '{}');
  return { ...words, flags: [...words.flags, { name: 'eventpath', value: path }] };
}
