/** A platform in its canonical form, whatever its processor is called elsewhere. */
import { nearest } from '@slipway/action-kit/nearest';
import { Unreadable, type Parser } from '@slipway/action-kit/parsers';

/** What buildkit can build for; each may stand with its variant. */
const platforms = [
  'linux/amd64',
  'linux/arm64',
  'linux/arm/v5',
  'linux/arm/v6',
  'linux/arm/v7',
  'linux/386',
  'linux/loong64',
  'linux/mips64',
  'linux/mips64le',
  'linux/ppc64le',
  'linux/riscv64',
  'linux/s390x',
  'windows/amd64',
  'windows/arm64',
] as const;

/** Names of one and the same thing; the left ones are those of `uname -m` and of Debian. */
const otherNames: Readonly<Record<string, string>> = {
  'linux/x86_64': 'linux/amd64',
  'linux/x86-64': 'linux/amd64',
  'linux/aarch64': 'linux/arm64',
  'linux/armhf': 'linux/arm/v7',
  'linux/armel': 'linux/arm/v6',
  'linux/arm': 'linux/arm/v7',
  'linux/i386': 'linux/386',
};

/** Canonical forms that mean the same as without the variant. */
const plainVariants: Readonly<Record<string, string>> = {
  'linux/amd64/v1': 'linux/amd64',
  'linux/arm64/v8': 'linux/arm64',
};

const withVariant = /^linux\/(?:amd64\/v[1-4]|arm64\/v(?:8|9)(?:\.\d)?|riscv64\/\w+|ppc64le\/\w+)$/;

export const platform: Parser<string> = {
  expects: 'a platform as `linux/amd64` or `linux/arm64`',
  read: (given) => {
    const name = given.toLowerCase();
    const known = platforms.find((each) => each === name) ?? plainVariants[name] ?? otherNames[name];
    if (known !== undefined) return known;
    if (withVariant.test(name)) return name;
    const meant = nearest(name, [...platforms, ...platforms.map((each) => each.replace(/^\w+\//, ''))]);
    throw new Unreadable(meant === undefined ? undefined : `did you mean \`${completed(meant)}\`?`);
  },
};

const completed = (name: string): string => platforms.find((each) => each.endsWith(name)) ?? name;
