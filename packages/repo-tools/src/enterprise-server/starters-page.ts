/**
 * The page of the starters in a copy: its links lead to files that the copy has, or to where Slipway is published, and a
 * starter is got from the copy, because that of github.com has what a server lacks.
 */
import { posix } from 'node:path';
import { relativeLinks } from '../relative-links.ts';
import { published } from '../workflows/workflow-texts.ts';
import type { Server } from './for-enterprise-server.ts';

const there = `https://github.com/${published}/blob/main/`;
const raw = new RegExp(
  `curl .*--output (\\S+) \\\\\n *https://raw\\.githubusercontent\\.com/${published}/main/(\\S+)`,
  'g',
);

/** What holds on github.com only. */
const onlyThere = /<!-- github\.com -->\n[^]*?<!-- \/github\.com -->\n+/g;

/** @param page its path in the copy. @param isCopied whether the copy has a file. */
export function startersPage(
  page: string,
  text: string,
  { repository, ref, isCopied }: Server & { readonly isCopied: (path: string) => boolean },
): string {
  const own = text
    .replaceAll(onlyThere, '')
    .replaceAll(
      raw,
      (_, file: string, path: string) =>
        `mkdir -p ${posix.dirname(file)} &&\n  gh api -H 'Accept: application/vnd.github.raw' 'repos/${repository}/contents/${path}?ref=${ref}' > ${file}`,
    );
  const dead = relativeLinks(page, own).filter(({ path }) => !isCopied(path));
  return dead.reduce(
    (before, { link, path }) => before.replaceAll(`](${link})`, `](${absolute(link, path)})`),
    own,
  );
}

const absolute = (link: string, path: string): string =>
  `${there}${posix.normalize(path)}${/[#?].*$/.exec(link)?.[0] ?? ''}`;
