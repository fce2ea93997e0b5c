/** Jobs as GitHub's page shows them: by the name that the workflow gives them, else by their id. */

/** Of the callable workflows, by id; a test holds that these are all. */
export const jobNames: Readonly<Record<string, string>> = {
  unplanned: 'Nothing to plan',
  review: 'Plan for the pull request',
  start: 'First release',
  settle: 'After the first release',
};

/** @param path of ids, down from the caller's job: `infrastructure/start`. */
export const shownJob = (path: string): string =>
  path
    .split('/')
    .map((id) => jobNames[id] ?? id)
    .join(' / ');
