// Generated from action.yml by `npm run generate`. Do not edit.
export const contract = {
  name: 'dispatch-workflow',
  inputs: [
    'workflow',
    'event-type',
    'ref',
    'repository',
    'token',
    'inputs',
    'client-payload',
    'wait',
    'timeout',
    'cancel-on-timeout',
    'cancel-on-cancel',
    'marker-input',
    'only-once',
    'variables-token',
    'when',
    'dry-run',
  ],
  outputs: ['dispatched', 'run-id', 'run-url', 'conclusion'],
} as const;
