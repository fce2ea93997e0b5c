// Generated from action.yml by `npm run generate`. Do not edit.
export const contract = {
  name: 'dispatch-workflow',
  inputs: ['workflow', 'ref', 'repository', 'token', 'inputs', 'wait', 'timeout', 'when', 'dry-run'],
  outputs: ['dispatched', 'run-id', 'run-url', 'conclusion'],
} as const;
