/** The programs that the mission needs, and what to type where one of them is missing. */
import { pathsOf } from '../../../tools/real-parts.mjs';
import { providerSource } from '../../../tools/terraform-provider.mjs';

const hints = {
  act: 'act: node tools/go-tools.mjs act',
  terraform: 'terraform 1.11 or newer: https://developer.hashicorp.com/terraform/install',
  moto_server: 'moto_server: node tools/python-tools.mjs moto_server',
  git: 'git: https://git-scm.com/downloads',
  jq: 'jq: https://jqlang.org/download',
} as const;

type Program = keyof typeof hints;

export const needed = {
  mission: ['act', 'terraform', 'moto_server', 'git', 'jq'],
  refusals: ['act', 'git'],
} as const satisfies Record<string, readonly Program[]>;

/** @param parts that are needed. @returns what this machine lacks, each with what to type. */
export function missing(root: string, parts: readonly Program[]): readonly string[] {
  const lacking = parts.filter((part) => pathsOf(root, part).length === 0).map((part) => hints[part]);
  const provider =
    'the provider hashicorp/aws: the registry does not answer; tools/terraform-provider.mjs says where else it may be';
  const isProviderMissing = parts.includes('terraform') && providerSource().kind === 'none';
  return isProviderMissing ? [...lacking, provider] : lacking;
}

/** @throws Error where it is missing */
const pathOf =
  (part: Program) =>
  (root: string): string => {
    const [path] = pathsOf(root, part);
    if (path === undefined) throw new Error(`This machine has no ${hints[part]}`);
    return path;
  };

export const programs = { act: pathOf('act'), terraform: pathOf('terraform') };
