/** Which workflows are given tokens by all who call them, in any run that starts. Pure. */
import { tokenGrants } from '@slipway/local-workflows/checking/token-grants';
import { reached } from '@slipway/local-workflows/checking/workflow-files';
import type { TokenGrants } from '@slipway/local-workflows/repository/rewrite-files';
import type { StartedWorkflows } from './check-start.ts';

/** A workflow is written once for all runs, so all that reach it decide. */
export function grantsOf({ started, files }: Pick<StartedWorkflows, 'started' | 'files'>): TokenGrants {
  const runs = started.map((first) => ({ all: reached(first, files), gives: tokenGrants(first, files) }));
  return (file) => {
    const those = runs.filter(({ all }) =>
      all.some(({ repository, path }) => repository === file.repository && path === file.path),
    );
    return those.length > 0 && those.every(({ gives }) => gives(file));
  };
}
