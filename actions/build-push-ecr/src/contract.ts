// Generated from action.yml by `npm run generate`. Do not edit.
export const contract = {
  name: 'build-push-ecr',
  inputs: ['repository', 'registry-id', 'region', 'oci-layout', 'tags', 'if-tag-exists', 'dry-run'],
  outputs: ['repository', 'registry', 'digest', 'image', 'tags', 'platforms', 'media-type', 'reused', 'size'],
} as const;
