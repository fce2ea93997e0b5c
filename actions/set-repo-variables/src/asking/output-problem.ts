/** Why an output of Terraform can't become a variable: said of the choice, because the file is as it should be. */
import { nearest } from '@slipway/action-kit/nearest';
import { oneLine } from '@slipway/action-kit/untrusted';
import { isObject, type Json, type JsonObject } from '@slipway/documents/value';
import { quoted } from '@slipway/documents/words';

export type Output = JsonObject & { readonly value: Json };

export const isOutput = (part: Json | undefined): part is Output =>
  isObject(part) && part.value !== undefined;

/** A variable always has a value, and everybody who reads the repository reads it. */
export const isTakeable = (part: Output): boolean => part.sensitive !== true && part.value !== null;

export interface Choice {
  readonly outputs: JsonObject;
  readonly file: string;
  /** By `terraform-map`. */
  readonly isChosen: boolean;
}

/** A sentence part; none when it can be taken. */
export function outputProblem(output: string, { outputs, file, isChosen }: Choice): readonly string[] {
  const where = `in ${oneLine(file, 300)}`;
  if (!Object.hasOwn(outputs, output)) return [unknown(output, where, outputs)];
  const found = outputs[output];
  if (!isOutput(found) || isTakeable(found)) return [];
  const leave = isChosen ? 'take it out of `terraform-map`' : 'choose the others with `terraform-map`';
  const subject = `the output ${quoted(output)} ${where} is`;
  if (found.sensitive !== true) return [`${subject} null, and a variable always has a value: ${leave}`];
  return [
    `${subject} sensitive, and everybody who reads the repository reads its variables: ${leave}, and store it as a secret`,
  ];
}

function unknown(output: string, where: string, outputs: JsonObject): string {
  const names = Object.entries(outputs).flatMap(([name, found]) =>
    isOutput(found) && isTakeable(found) ? [name] : [],
  );
  const meant = nearest(output, names);
  const told =
    names.length === 0 ? 'there is none that can be taken' : `there are ${names.map(quoted).join(', ')}`;
  const instead = meant === undefined ? told : `${quoted(meant)} may be meant`;
  return `\`terraform-map\` names ${quoted(output)}, and there is no such output ${where}: ${instead}`;
}
