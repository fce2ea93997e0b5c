/** Package URLs as VEX documents name products by them: the one place that touches their library. */
import { PackageURL } from 'packageurl-js';

export interface Purl {
  /** `oci`, `npm`, `deb`. */
  readonly type: string;
  /** `@babel`, `org.apache.logging.log4j`, `debian`; '' without one. */
  readonly namespace: string;
  readonly name: string;
  /** Undefined: all versions. */
  readonly version: string | undefined;
  readonly qualifiers: ReadonlyMap<string, string>;
  /** Names a part of a package, of which no scanner speaks. */
  readonly hasSubpath: boolean;
}

/** Undefined for what is none. */
export function purlOf(text: string): Purl | undefined {
  try {
    const { type, namespace, name, version, qualifiers, subpath } = PackageURL.fromString(text);
    return {
      type,
      namespace: namespace ?? '',
      name,
      version: version ?? undefined,
      qualifiers: new Map(Object.entries(qualifiers ?? {})),
      hasSubpath: (subpath ?? undefined) !== undefined,
    };
  } catch {
    return undefined;
  }
}

export const isPurl = (text: string): boolean => /^pkg:/i.test(text);
