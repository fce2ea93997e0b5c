/** Packages of the operating system, from the records of Alpine's apk and of Debian's dpkg. */
import type { FoundPackage } from './layer-package.ts';

/** Blocks of `P:` and `V:` lines. */
export const apkPackages = (text: string): readonly FoundPackage[] =>
  blocksOf(text).flatMap((block) => packageOf(fieldOf(block, 'P'), fieldOf(block, 'V'), fieldOf(block, 'A')));

/** Blocks of fields; what was removed may be recorded still, as not installed. */
export const dpkgPackages = (text: string): readonly FoundPackage[] =>
  blocksOf(text)
    .filter((block) => / installed$/.test(fieldOf(block, 'Status') ?? ' installed'))
    .flatMap((block) =>
      packageOf(fieldOf(block, 'Package'), fieldOf(block, 'Version'), fieldOf(block, 'Architecture')),
    );

const blocksOf = (text: string): readonly string[] => text.split(/\r?\n(?:\r?\n)+/);

/** In a block of lines `Name: value`. */
function fieldOf(block: string, name: string): string | undefined {
  const line = block.split(/\r?\n/).find((each) => each.startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim();
}

function packageOf(
  name: string | undefined,
  version: string | undefined,
  arch: string | undefined,
): readonly FoundPackage[] {
  if (name === undefined || version === undefined) return [];
  return [{ name, version, packageManager: 'OS', ...(arch === undefined ? {} : { arch: archOf(arch) }) }];
}

const archs: Readonly<Record<string, string>> = { amd64: 'X86_64', arm64: 'AARCH64', noarch: 'ALL' };

/** As Inspector writes it. */
const archOf = (arch: string): string => archs[arch] ?? arch.toUpperCase();
