// Generated from action.yml by `npm run generate`. Do not edit.
export const contract = {
  name: 'set-repo-variables',
  inputs: [
    'file',
    'terraform-outputs',
    'terraform-map',
    'variables',
    'scope',
    'repository',
    'environment',
    'create-environment',
    'organization',
    'visibility',
    'selected-repositories',
    'prune-prefix',
    'token',
    'dry-run',
  ],
  outputs: ['changed', 'created', 'updated', 'unchanged', 'removed'],
} as const;
