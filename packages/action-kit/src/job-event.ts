/** What the event that started the job says, from the file that the runner keeps it in. */
import type { Job } from './environment.ts';
import type { Files } from './ports.ts';

/** The number of the pull request that the job runs for; undefined when it runs for none, or the file can't be read. */
export async function pullRequestNumber(
  { eventPath }: Pick<Job, 'eventPath'>,
  files: Pick<Files, 'read'>,
): Promise<number | undefined> {
  const number = member(await pullRequest(eventPath, files), 'number');
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

/**
 * `owner/name` of the fork whose pull request the job runs for, '' when that is gone; undefined when it runs for none,
 * or for a `pull_request_target`, which runs for the repository itself.
 */
export async function forkOf(
  { eventPath, eventName, repository }: Pick<Job, 'eventPath' | 'eventName' | 'repository'>,
  files: Pick<Files, 'read'>,
): Promise<string | undefined> {
  if (eventName === 'pull_request_target') return undefined;
  const head = member(await pullRequest(eventPath, files), 'head');
  if (head === undefined) return undefined;
  const name = member(member(head, 'repo'), 'full_name');
  if (typeof name !== 'string') return '';
  return name.toLowerCase() === repository?.toLowerCase() ? undefined : name;
}

async function pullRequest(path: string | undefined, files: Pick<Files, 'read'>): Promise<unknown> {
  if (path === undefined) return undefined;
  try {
    const event: unknown = JSON.parse(new TextDecoder().decode(await files.read(path)));
    return member(event, 'pull_request');
  } catch {
    return undefined;
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
