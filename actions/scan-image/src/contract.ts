// Generated from action.yml by `npm run generate`. Do not edit.
export const contract = {
  name: 'scan-image',
  inputs: [
    'repository',
    'digest',
    'registry-id',
    'region',
    'mode',
    'fail-on',
    'on-unscannable',
    'on-timed-out',
    'on-not-configured',
    'timeout',
    'report-file',
    'dry-run',
  ],
  outputs: ['verdict', 'counts', 'digest', 'report-file', 'allowed', 'approval'],
} as const;
