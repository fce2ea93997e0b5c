/** What the message of a commit keeps GitHub from starting; here it runs all the same, as who types it wants to see it. */
import { git } from '@slipway/local-workflows/git';

const marks = ['[skip ci]', '[ci skip]', '[no ci]', '[skip actions]', '[actions skip]'];
/** No other event looks at it. */
const heeding = ['push', 'pull_request'];

/** Of the commit that is checked out; '' without one. */
export const lastMessage = (folder: string): Promise<string> =>
  git(folder, 'log', '-1', '--format=%B').catch(() => '');

/** @param message of the commit that is pushed, or the last one of the pull request. @returns sentences */
export function skipWarnings(event: string, message: string): readonly string[] {
  const mark = heeding.includes(event) ? marks.find((each) => message.includes(each)) : undefined;
  if (mark === undefined) return [];
  return [
    `the message of the last commit has \`${mark}\`: a ${event.replace('_', ' ')} of it would start nothing. It runs here all the same.`,
  ];
}
