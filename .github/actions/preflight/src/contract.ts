// Generated from action.yml by `npm run generate`. Do not edit.
export const contract = {
  name: 'preflight',
  inputs: ['environment', 'requires-environment', 'variables', 'token', 'workflows'],
  outputs: [],
} as const;
