/** Whether a package URL names the package of a finding, as far as a scan tells. */
import type { Finding } from '../findings/finding.ts';
import { fitsDistribution } from './distribution.ts';
import { allOf, type Fit } from './fit.ts';
import type { Purl } from './purl.ts';

/** How a type of purl and the scanner's words meet. */
interface Ecosystem {
  /** As Inspector writes them. */
  readonly packageManagers: readonly string[];
  /** What the scanner calls the package. */
  readonly nameOf: (purl: Purl) => string;
  /** Of names and of versions, where several are the same. */
  readonly same?: (text: string) => string;
}

const whole =
  (separator: string) =>
  ({ namespace, name }: Purl): string =>
    namespace === '' ? name : `${namespace}${separator}${name}`;

/** The namespace is the distribution, which is no part of the name; basic scanning finds only such packages, and names no manager. */
const ofDistribution: Ecosystem = { packageManagers: ['OS', ''], nameOf: ({ name }) => name };

const lowerCase = (text: string): string => text.toLowerCase();

const ecosystems: ReadonlyMap<string, Ecosystem> = new Map<string, Ecosystem>([
  ['alpm', ofDistribution],
  ['apk', ofDistribution],
  ['deb', ofDistribution],
  ['rpm', ofDistribution],
  ['cargo', { packageManagers: ['CARGO'], nameOf: whole('/') }],
  ['composer', { packageManagers: ['COMPOSER'], nameOf: whole('/'), same: lowerCase }],
  ['gem', { packageManagers: ['BUNDLER', 'GEMSPEC'], nameOf: whole('/') }],
  [
    'golang',
    {
      packageManagers: ['GOBINARY', 'GOMOD'],
      nameOf: whole('/'),
      same: (text) => text.replace(/^v(?=\d)/, ''),
    },
  ],
  ['maven', { packageManagers: ['JAR', 'POM'], nameOf: whole(':') }],
  ['npm', { packageManagers: ['NPM', 'YARN', 'NODEPKG'], nameOf: whole('/') }],
  ['nuget', { packageManagers: ['NUGET', 'DOTNET_CORE'], nameOf: whole('/'), same: lowerCase }],
  [
    'pypi',
    {
      packageManagers: ['PIP', 'PIPENV', 'POETRY', 'PYTHONPKG'],
      nameOf: whole('/'),
      same: (text) => text.toLowerCase().replace(/[-_.]+/g, '-'),
    },
  ],
]);

/** What narrows nothing down, or what no scanner tells while the version does. */
const neutral = ['upstream', 'vcs_url', 'download_url', 'checksum', 'file_name', 'type'];

export const isPackage = ({ type }: Purl): boolean => ecosystems.has(type);

export const isOfDistribution = ({ type }: Purl): boolean => ecosystems.get(type) === ofDistribution;

export function namesPackage(purl: Purl, finding: Finding): Fit {
  const ecosystem = ecosystems.get(purl.type);
  if (ecosystem?.packageManagers.includes(finding.packageManager) !== true || purl.hasSubpath)
    return 'another';
  const { nameOf, same = (text: string): string => text } = ecosystem;
  if (same(nameOf(purl)) !== same(finding.package)) return 'another';
  const version = versionOf(purl);
  if (version !== undefined && same(version) !== same(finding.version)) return 'another';
  return allOf([
    ...(isOfDistribution(purl) ? [fitsDistribution(purl, finding.distribution)] : []),
    ...[...purl.qualifiers].map(([name, value]) => fitsQualifier(name, value, purl, finding)),
  ]);
}

/** `1:2.3-4`: a purl of an RPM has the epoch beside the version. */
function versionOf({ version, qualifiers }: Purl): string | undefined {
  const epoch = qualifiers.get('epoch') ?? '0';
  return version === undefined || epoch === '0' ? version : `${epoch}:${version}`;
}

function fitsQualifier(name: string, value: string, purl: Purl, { platform }: Finding): Fit {
  if (name === 'arch') return archNames(platform).includes(value) ? 'same' : 'another';
  // What is a part of the version, and what was compared with the namespace.
  if (name === 'epoch' || (name === 'distro' && isOfDistribution(purl))) return 'same';
  return neutral.includes(name) ? 'same' : 'narrowed';
}

/** What distributions call the architecture of a platform. */
function archNames(platform: string): readonly string[] {
  const independent = ['all', 'any', 'noarch'];
  const [, arch = '', variant] = platform.split('/');
  if (arch === '') return independent;
  return [
    ...independent,
    ...(otherNames.get(variant === undefined ? arch : `${arch}/${variant}`) ?? []),
    arch,
  ];
}

const otherNames: ReadonlyMap<string, readonly string[]> = new Map([
  ['amd64', ['x86_64']],
  ['arm64', ['aarch64']],
  ['arm64/v8', ['aarch64']],
  ['arm/v7', ['armv7', 'armhf', 'armv7hl']],
  ['arm/v6', ['armhf', 'armel']],
  ['386', ['x86', 'i386', 'i686']],
]);
