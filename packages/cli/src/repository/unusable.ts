/** What can't be run of a repository, as a failure of this program. */
import { inputFailure } from '@slipway/action-kit/failures';
import { UnusableFile } from '@slipway/local-workflows/repository/unusable-file';

/** @throws Failure of kind input for a file that can't be used */
export async function orFailure<T>(what: Promise<T>): Promise<T> {
  try {
    return await what;
  } catch (error) {
    if (!(error instanceof UnusableFile)) throw error;
    const { path, why, hint } = error;
    throw inputFailure({ code: 'workflow', what: `${path} can't be run`, why, hint, cause: error });
  }
}
