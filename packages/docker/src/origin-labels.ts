/** The labels that say where an image comes from, in the names of the OCI: they are its annotations, too. */

export interface Origin {
  /** Address of the repository that it was built from. */
  readonly source: string | undefined;
  /** Full commit id. */
  readonly revision: string | undefined;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Seconds since 1970; it takes the place of the time, so that equal sources make equal images. */
  readonly sourceDateEpoch?: number | undefined;
}

export function originLabels(origin: Origin): Readonly<Record<string, string>> {
  const { source, revision, createdAt, sourceDateEpoch } = origin;
  const created = new Date(sourceDateEpoch === undefined ? createdAt : sourceDateEpoch * 1000);
  return {
    ...(source === undefined ? {} : { 'org.opencontainers.image.source': source }),
    ...(revision === undefined ? {} : { 'org.opencontainers.image.revision': revision }),
    'org.opencontainers.image.created': created.toISOString().replace(/\.\d{3}Z$/, 'Z'),
  };
}
