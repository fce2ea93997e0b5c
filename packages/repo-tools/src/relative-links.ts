/** The links of a page that lead to a file of this repository. */
import { dirname, normalize } from 'node:path';

export interface RelativeLink {
  /** As it is written. */
  readonly link: string;
  /** Relative to the root of the repository. */
  readonly path: string;
}

/** @param page its path, relative to the root. @param markdown its text; code is left out. */
export function relativeLinks(page: string, markdown: string): readonly RelativeLink[] {
  const prose = markdown.replace(/^ *(`{3,})[^]*?^ *\1`*$/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^()\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^(?:[a-z][a-z0-9+.-]*:|#|\/\/)/i.test(link))
    .map((link) => ({ link, path: normalize(`${dirname(page)}/${link.replace(/[#?].*$/, '')}`) }));
}
