// Generated from action.yml by `npm run generate`. Do not edit.
export const contract = {
  name: 'report-plan',
  inputs: ['report', 'environment', 'service', 'role', 'destroy', 'comment', 'github-token'],
  outputs: ['comment'],
} as const;
