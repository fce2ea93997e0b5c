/** The image that the inputs name for the containers of `container-name`, and what can't stand together. */
import type { ImageSource } from './image-source.ts';
import type { Inputs } from './inputs.ts';

export function imageOf({ image, repository, digest }: Inputs): ImageSource | undefined {
  if (image !== undefined) return { kind: 'given', image };
  return repository === undefined || digest === undefined ? undefined : { kind: 'ecr', repository, digest };
}

/** Each in words; none when the inputs fit together. */
export function imageProblems({ image, repository, digest, images }: Inputs): readonly string[] {
  const problems: string[] = [];
  if (image !== undefined && (repository ?? digest) !== undefined) {
    problems.push('`image` can not stand together with `repository` and `digest`');
  }
  if ((repository === undefined) !== (digest === undefined)) {
    problems.push(repository === undefined ? '`digest` needs `repository`' : '`repository` needs `digest`');
  }
  const names = (images ?? []).map(({ container }) => container);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) problems.push(`\`images\` names the container ${twice} twice`);
  return problems;
}
