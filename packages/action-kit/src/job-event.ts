/** What the event that started the job says, from the file that the runner keeps it in. */
import type { Job } from './environment.ts';
import type { Files } from './ports.ts';

/** The number of the pull request that the job runs for; undefined when it runs for none, or the file can't be read. */
export async function pullRequestNumber(
  { eventPath }: Pick<Job, 'eventPath'>,
  files: Pick<Files, 'read'>,
): Promise<number | undefined> {
  if (eventPath === undefined) return undefined;
  try {
    const event: unknown = JSON.parse(new TextDecoder().decode(await files.read(eventPath)));
    const number = member(member(event, 'pull_request'), 'number');
    return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : undefined;
  } catch {
    return undefined;
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
