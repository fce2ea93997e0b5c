/** What every job has of the cloud: where it is, and no credentials, which come with the step that logs in. Pure. */
export const cloudOfJobs = (
  endpoint: string,
  roles: 'assumed' | 'believed',
): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_EC2_METADATA_DISABLED: 'true',
  // The person's own accounts.
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  SLIPWAY_LOCAL_ROLES: roles,
});
