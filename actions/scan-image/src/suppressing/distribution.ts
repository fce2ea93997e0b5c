/** Whether a package URL of a distribution's package means the distribution that the scanner found in the image. */
import { allOf, type Fit } from './fit.ts';
import type { Purl } from './purl.ts';

interface Distribution {
  /** Of its packages: `deb`. */
  readonly type: string;
  /** Inspector's words for it; a release stands behind them, as in `DEBIAN_12`. */
  readonly platforms: readonly string[];
  /** What package URLs call it. */
  readonly names: readonly string[];
}

const distributions: readonly Distribution[] = [
  { type: 'apk', platforms: ['ALPINE_LINUX'], names: ['alpine'] },
  { type: 'apk', platforms: ['WOLFI'], names: ['wolfi'] },
  { type: 'apk', platforms: ['CHAINGUARD'], names: ['chainguard'] },
  { type: 'deb', platforms: ['DEBIAN'], names: ['debian'] },
  { type: 'deb', platforms: ['UBUNTU'], names: ['ubuntu'] },
  { type: 'rpm', platforms: ['AMAZON_LINUX'], names: ['amazon', 'amzn'] },
  { type: 'rpm', platforms: ['CENTOS'], names: ['centos'] },
  { type: 'rpm', platforms: ['FEDORA'], names: ['fedora'] },
  { type: 'rpm', platforms: ['ALMALINUX'], names: ['almalinux', 'alma'] },
  { type: 'rpm', platforms: ['ORACLE_LINUX'], names: ['oracle', 'oraclelinux', 'ol'] },
  { type: 'rpm', platforms: ['ROCKY_LINUX'], names: ['rocky', 'rockylinux'] },
  { type: 'rpm', platforms: ['RHEL', 'REDHAT', 'RED_HAT_ENTERPRISE_LINUX'], names: ['redhat', 'rhel'] },
];

/**
 * A purl that names none means every one that has such packages.
 * @param platform as Inspector writes it; undefined where the scanner does not say.
 */
export function fitsDistribution({ type, namespace, qualifiers }: Purl, platform = ''): Fit {
  const distro = qualifiers.get('distro')?.toLowerCase();
  const [, word = '', release = ''] = /^(\D*?)_?(\d.*)?$/.exec(platform) ?? [];
  const found = distributions.find(({ platforms }) => platforms.includes(word));
  if (found === undefined) return namespace === '' && distro === undefined ? 'same' : 'distribution';
  if (type !== found.type) return 'another';
  return allOf([
    namespace === '' ? 'same' : fitsName(namespace.toLowerCase(), found),
    distro === undefined ? 'same' : fitsRelease(distro, release.replaceAll('_', '.'), found),
  ]);
}

function fitsName(name: string, { names }: Distribution): Fit {
  if (names.includes(name)) return 'same';
  return distributions.some((each) => each.names.includes(name)) ? 'another' : 'distribution';
}

/** `alpine-3.18.4` is of `3.18`; a name of a release, such as `bookworm`, can't be compared. */
function fitsRelease(distro: string, release: string, found: Distribution): Fit {
  const [, name = '', number] = /^([^\d]*?)(?:-(\d.*))?$/.exec(distro) ?? [];
  const fit = fitsName(name, found);
  if (fit !== 'same' || number === undefined || release === '') return fit;
  const isOfOne = `${number}.`.startsWith(`${release}.`) || `${release}.`.startsWith(`${number}.`);
  return isOfOne ? 'same' : 'another';
}
