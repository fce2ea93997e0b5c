/** The comments of a pull request, of whose client nothing is loaded before the first one is written. */
import { repositoryOf } from './api.ts';
import type { GithubConfig } from './client.ts';
import type { CommentPut } from './comments.ts';

/** @param repository `owner/name`; asked for with the first comment. */
export function pullRequestComments(config: GithubConfig, repository: () => string) {
  return {
    /** @param marker the first line of `body`, by which it is found again. */
    put: async (number: number, marker: string, body: string): Promise<CommentPut> => {
      const [{ githubApi }, { PullRequestComments }] = await Promise.all([
        import('./client.ts'),
        import('./comments.ts'),
      ]);
      const comments = new PullRequestComments(githubApi(config), repositoryOf(repository()), number);
      return comments.put(marker, body);
    },
  };
}
