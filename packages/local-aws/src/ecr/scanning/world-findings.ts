/** All that scans of one image may ever find: what the world says of the image, and of the packages that it holds. */
import { fitsPattern } from '../../tasks/image-choice.ts';
import type { ImageWorld, PackageWorld, VulnerabilityWorld } from '../../world.ts';
import { repeated, type LayeredFinding } from './found.ts';
import type { ImageContents } from './image-contents.ts';
import type { LayerPackage } from './packages/layer-package.ts';

export function worldFindings(
  entry: ImageWorld | undefined,
  { platform, packages }: Pick<ImageContents, 'platform' | 'packages'>,
  vulnerabilities: readonly VulnerabilityWorld[],
): readonly LayeredFinding[] {
  const own = (entry?.findings ?? []).filter(
    (each) => each.platform === undefined || each.platform === platform,
  );
  const held = [...packages, ...(entry?.packages ?? []).map(heldPackage)];
  return [...repeated(own), ...vulnerable(held, vulnerabilities)];
}

const heldPackage = ({ packageManager = 'OS', ...held }: PackageWorld): LayerPackage => ({
  ...held,
  packageManager,
});

function vulnerable(
  packages: readonly LayerPackage[],
  vulnerabilities: readonly VulnerabilityWorld[],
): readonly LayeredFinding[] {
  const byName = Map.groupBy(packages, ({ name }) => name);
  return vulnerabilities.flatMap((vulnerability) =>
    (byName.get(vulnerability.package) ?? [])
      .filter((held) => isAffected(held, vulnerability))
      .map((held) => findingIn(held, vulnerability)),
  );
}

/** Versions are compared as texts, so that the world says which ones it means. */
function isAffected(
  { version, packageManager }: LayerPackage,
  { versions, fixed, packageManager: only }: VulnerabilityWorld,
): boolean {
  if (only !== undefined && only !== packageManager) return false;
  return versions === undefined ? version !== fixed : versions.some((each) => fitsPattern(version, each));
}

function findingIn(held: LayerPackage, known: VulnerabilityWorld): LayeredFinding {
  return { ...known, ...held, ...(held.packageManager === 'OS' ? partsOf(held.version) : {}) };
}

/** Inspector tells epoch, version and release of a package of the operating system one by one. */
function partsOf(text: string): Pick<LayeredFinding, 'epoch' | 'version' | 'release'> {
  const [, epoch = '0', version = text, release] = /^(?:(\d+):)?(.+?)(?:-([^-]+))?$/.exec(text) ?? [];
  return { epoch: Number(epoch), version, ...(release === undefined ? {} : { release }) };
}
