/** The names of a Dockerfile's stages, in order. */
export function stagesOf(dockerfile: string): readonly string[] {
  return [...dockerfile.matchAll(/^[ \t]*FROM[ \t]+.*?[ \t]AS[ \t]+([\w.-]+)[ \t]*$/gim)].map(
    ([, name = '']) => name,
  );
}
