/** The table "Where do I change …" of the architecture: what is wrong with it as a map. */

interface MapRow {
  readonly what: string;
  /** The first one named, where it begins at the root of the repository. */
  readonly path: string | undefined;
}

/** @param page the text of docs/architecture.md. @param exists whether a path of the repository does. @returns a sentence each */
export function wrongInMap(page: string, exists: (path: string) => boolean): readonly string[] {
  const rows = rowsOf(page);
  const paths = rows.flatMap(({ path }) => path ?? []);
  const missing = paths.filter((path) => !path.includes('*') && !exists(path));
  return [
    ...(rows.length === 0 ? ['there is no table'] : []),
    ...twice(rows.map(({ what }) => what)).map((what) => `"${what}" stands there twice`),
    ...twice(paths).map((path) => `two rows lead to ${path}`),
    ...inOther(paths).map(([inner, outer]) => `${inner} is in ${outer}, of another row`),
    ...missing.map((path) => `${path} is not there`),
  ];
}

function rowsOf(page: string): readonly MapRow[] {
  const section = /^## Where do I change[^]*?(?=^## )/m.exec(page)?.[0] ?? '';
  const rows = [...section.matchAll(/^\| (?<what>.+?) \| (?<where>.+) \|$/gm)].slice(1);
  return rows.map(({ groups }) => ({
    what: groups?.what ?? '',
    path: /^[^`]*`((?:actions|packages)\/[^`]+)`/.exec(groups?.where ?? '')?.[1],
  }));
}

const twice = (all: readonly string[]): readonly string[] =>
  all.filter((each, index) => all.indexOf(each) !== index);

/** Folders of one row that hold what another row leads to: the same thing, said in other words. */
const inOther = (paths: readonly string[]): readonly (readonly [string, string])[] =>
  paths
    .filter((path) => path.endsWith('/'))
    .flatMap((outer) =>
      paths
        .filter((path) => path !== outer && path.startsWith(outer))
        .map((inner) => [inner, outer] as const),
    );
