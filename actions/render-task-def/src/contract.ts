// Generated from action.yml by `npm run generate`. Do not edit.
export const contract = {
  name: 'render-task-def',
  inputs: [
    'task-definition',
    'task-definition-arn',
    'task-definition-family',
    'task-definition-revision',
    'container-name',
    'image',
    'repository',
    'digest',
    'registry-id',
    'region',
    'images',
    'family',
    'environment-variables',
    'output-file',
    'dry-run',
  ],
  outputs: ['task-definition', 'changed', 'diff'],
} as const;
