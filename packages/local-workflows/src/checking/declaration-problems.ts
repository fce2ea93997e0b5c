/** Calls that give other inputs and secrets than the called workflow declares. */
import { nearest } from '@slipway/local-aws/nearest';
import { place, refusal, type Call } from './call.ts';
import { nameOf, type CallTrigger, type Job } from './workflow-files.ts';

export function inputProblems(call: Call, keys: Job, { inputs }: CallTrigger): readonly string[] {
  const given = Object.keys(keys.with ?? {});
  const declared = Object.entries(inputs ?? {});
  const names = declared.map(([name]) => name);
  const missing = declared.filter(
    ([name, { required, default: usual }]) =>
      required === true && usual === undefined && !given.includes(name),
  );
  return [
    ...missing.map(
      ([name]) =>
        `${place(call)}: ${nameOf(call.called)} needs the input \`${name}\`, and it is not given: ${refusal} Add \`${name}\` under \`with\`.`,
    ),
    ...given.filter((name) => !names.includes(name)).map((name) => unknown(call, 'input', name, names)),
    ...declared.flatMap(([name, { type }]) => wrongType(call, name, type, keys.with?.[name])),
  ];
}

/** An expression is only known when it runs. */
function wrongType(call: Call, name: string, type: string | undefined, value: unknown): readonly string[] {
  if (value === undefined || (typeof value === 'string' && value.includes('${{'))) return [];
  if ((type !== 'boolean' && type !== 'number') || typeof value === type) return [];
  return [
    `${place(call)}: the input \`${name}\` of ${nameOf(call.called)} is a ${type}, but was given \`${JSON.stringify(value)}\`: ${refusal}`,
  ];
}

export function secretProblems(call: Call, keys: Job, { secrets }: CallTrigger): readonly string[] {
  if (keys.secrets === 'inherit') return [];
  const given = Object.keys(keys.secrets ?? {});
  const declared = Object.entries(secrets ?? {});
  const names = declared.map(([name]) => name);
  return [
    ...declared
      .filter(([name, { required }]) => required === true && !given.includes(name))
      .map(
        ([name]) =>
          `${place(call)}: ${nameOf(call.called)} needs the secret \`${name}\`, and it is not given: ${refusal} Add \`${name}: \${{ secrets.… }}\` under \`secrets\`.`,
      ),
    ...given.filter((name) => !names.includes(name)).map((name) => unknown(call, 'secret', name, names)),
  ];
}

function unknown(call: Call, what: string, name: string, names: readonly string[]): string {
  const meant = nearest(name, names);
  const hint =
    meant !== undefined
      ? `Did you mean \`${meant}\`?`
      : names.length === 0
        ? `It takes no ${what}s.`
        : `Its ${what}s are ${names.join(', ')}.`;
  return `${place(call)}: ${nameOf(call.called)} has no ${what} \`${name}\`: ${refusal} ${hint}`;
}
