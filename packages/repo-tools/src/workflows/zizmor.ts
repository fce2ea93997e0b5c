/** zizmor, an auditor of workflows, at its strictest and without the network; and what it is told to leave out. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../repository.ts';

export interface Finding {
  readonly rule: string;
  readonly path: string;
  /** 1-based, the lines that it is about. */
  readonly lines: { readonly first: number; readonly last: number };
}

/** @param flags such as `--no-config`. @param files from `folder`. */
export function zizmorFindings(
  zizmor: string,
  files: readonly string[],
  flags: readonly string[],
  folder = root,
): readonly Finding[] {
  const always = [
    '--no-progress',
    '--quiet',
    '--offline',
    '--persona=pedantic',
    '--strict-collection',
    '--format=json',
  ];
  const { stdout, stderr, error } = spawnSync(zizmor, [...always, ...flags, ...files], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (error !== undefined || stdout === '') throw new Error(`zizmor: ${error?.message ?? stderr}`);
  return (JSON.parse(stdout) as readonly Report[]).flatMap(findingsOf);
}

interface Report {
  readonly ident: string;
  readonly locations: readonly {
    readonly symbolic: {
      readonly kind: string;
      readonly key: { readonly Local?: { readonly verbatim_path: string } };
    };
    readonly concrete: { readonly location: { readonly start_point: Point; readonly end_point: Point } };
  }[];
}

interface Point {
  readonly row: number;
}

/** zizmor honours a comment on any line that a finding is about. */
const findingsOf = ({ ident, locations }: Report): readonly Finding[] =>
  locations.map(({ symbolic, concrete: { location } }) => ({
    rule: ident,
    path: symbolic.key.Local?.verbatim_path ?? '',
    lines: { first: location.start_point.row + 1, last: location.end_point.row + 1 },
  }));

export interface IgnoreComment {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  /** The words behind it. */
  readonly because: string;
}

export const ignoresIn = (path: string, folder = root): readonly IgnoreComment[] =>
  readFileSync(join(folder, path), 'utf8')
    .split('\n')
    .flatMap((text, at) => {
      const [, rules, because = ''] = /# zizmor: ignore\[([\w, -]+)\](.*)$/.exec(text) ?? [];
      return (rules?.split(',') ?? []).map((rule) => ({
        rule: rule.trim(),
        path,
        line: at + 1,
        because: because.trim(),
      }));
    });
