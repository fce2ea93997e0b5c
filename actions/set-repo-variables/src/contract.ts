// Generated from action.yml by `npm run generate`. Do not edit.
export const contract = {
  name: 'set-repo-variables',
  inputs: ['variables', 'repository', 'token', 'dry-run'],
  outputs: ['changed', 'created', 'updated', 'unchanged', 'removed'],
} as const;
