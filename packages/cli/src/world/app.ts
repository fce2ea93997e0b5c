/** What the default world has to know of the app that is going to run in it, read from its repository. Pure. */

export interface App {
  /** The port that its image exposes. */
  readonly port: number;
  /** The container that its workflows put the image into. */
  readonly container: string;
  /** Whether its image starts node, which this machine can run without a container. */
  readonly isNode: boolean;
}

/**
 * @param dockerfile its text; undefined when there is none
 * @param workflows their texts
 */
export function appOf(dockerfile: string | undefined, workflows: readonly string[]): App {
  const text = dockerfile ?? '';
  const exposed = lastOf(text, /^\s*EXPOSE\s+(\d+)/gim);
  const start = lastOf(text, /^\s*(?:ENTRYPOINT|CMD)\s+(.*)$/gim) ?? 'node';
  const container = workflows.flatMap(
    (each) => lastOf(each, /^\s*container-name:\s*["']?([\w-]+)["']?\s*(?:#.*)?$/gm) ?? [],
  );
  return {
    port: Number(exposed ?? '8080'),
    container: container[0] ?? 'web',
    isNode: /\b(?:node|npm|npx)\b/.test(start) || /^\s*ENTRYPOINT\s+.*\bnode\b/im.test(text),
  };
}

const lastOf = (text: string, pattern: RegExp): string | undefined => [...text.matchAll(pattern)].at(-1)?.[1];
