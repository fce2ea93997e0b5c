/** Where events happen: the repository as the local GitHub knows it, and the commit that its branch is on. */
import type { LocalGithub } from '@slipway/local-github/local-github';
import type { Place } from './events/payloads.ts';
import { branchOf, git } from './git.ts';

export const placeOf = (github: LocalGithub, head: Pick<Place, 'branch' | 'sha'>): Place => ({
  ...head,
  ...{
    repository: github.name,
    repositoryId: github.id,
    defaultBranch: github.defaultBranch,
    actor: 'local',
  },
  serverUrl: github.environment.GITHUB_SERVER_URL ?? github.url,
});

/** @throws Error with what to type */
export async function headOf(folder: string): Promise<Pick<Place, 'branch' | 'sha'>> {
  try {
    const [branch, sha] = await Promise.all([branchOf(folder), git(folder, 'rev-parse', 'HEAD')]);
    return { branch, sha: sha.trim() };
  } catch {
    throw new Error(
      `${folder} has no commit: workflows run for one. \`git init && git add --all && git commit -m "first"\` makes it.`,
    );
  }
}
