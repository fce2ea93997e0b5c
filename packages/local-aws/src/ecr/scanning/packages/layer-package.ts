/** A package that an image holds, as a package manager records it. */
export interface FoundPackage {
  readonly name: string;
  /** As the package manager compares it, with epoch and release. */
  readonly version: string;
  /** As Inspector writes it: `OS`, `NODEPKG`. */
  readonly packageManager: string;
  /** Of the file in the image; not there for packages of the operating system. */
  readonly path?: string;
  /** As Inspector writes it: `X86_64`. */
  readonly arch?: string;
}

export interface LayerPackage extends FoundPackage {
  /** Digest of the layer; not there where the world says that the image holds it. */
  readonly layer?: string;
}
