/** For the tests, which are TypeScript. */
export function missingParts(root: string, path?: string): Map<string, readonly string[]>;
export function pathsOf(root: string, part: string, path?: string): readonly string[];
