/**
 * Once versions are no longer kept in a bucket, moto fails over the markers of what was deleted in it, and the provider
 * waits for an empty bucket to no end. Locks leave such markers. So they are taken away, one by one, while the bucket of
 * the state is on its way out.
 */
const entry =
  /<(Version|DeleteMarker)>.*?<Key>([^<]*)<\/Key>.*?<VersionId>([^<]*)<\/VersionId><IsLatest>(\w+)<.*?<\/\1>/gs;

/** @param endpoint of moto. */
async function removeLockVersions(endpoint: string, bucket: string): Promise<void> {
  const listed = await (await fetch(`${endpoint}/${bucket}?versions`)).text();
  for (const [text, kind, key = '', version = ''] of listed.matchAll(entry)) {
    const isHeld = kind === 'Version' && text.includes('<IsLatest>true');
    if (isHeld || !key.endsWith('.tflock')) continue;
    await fetch(`${endpoint}/${bucket}/${key}?versionId=${version}`, { method: 'DELETE' });
  }
}

/** Does the work, and meanwhile takes away what locks leave. */
export async function withoutLockVersions<T>(
  endpoint: string,
  bucket: string,
  work: () => Promise<T>,
): Promise<T> {
  // What fails now is done at the next look.
  const looking = setInterval(() => void removeLockVersions(endpoint, bucket).catch(() => undefined), 300);
  try {
    return await work();
  } finally {
    clearInterval(looking);
  }
}
