/** "When it fails": what an action may end with, by code, from its own list and from the tables of the gateways. */
import { ecrFailures } from '@slipway/aws/ecr-images';
import { ecsFailures } from '@slipway/aws/ecs-failures';
import { generalGuide, type Guide } from '@slipway/aws/general-failures';
import { cell, table } from './readme-tables.ts';

/** As `page/failures.yml` has it. */
export interface FailureList {
  readonly failures: readonly Guide[];
  /** Codes of the sources and of the gateways that no red run ends with. */
  readonly never: readonly string[];
  /** Whose table is told beside what any AWS service may answer; that of ECS when left out. */
  readonly gateway?: keyof typeof gateways;
}

const gateways = { ecs: ecsFailures, ecr: ecrFailures };

export function failuresPart({ failures, never, gateway = 'ecs' }: FailureList): string {
  const ofGateways = [
    ...gateways[gateway].map(({ code, what, hint }) => ({
      code,
      what: what.replace('‹about›', '…'),
      todo: hint,
    })),
    ...generalGuide(),
  ];
  const told = new Set(never);
  const rows = [...failures, ...ofGateways].flatMap(({ code, what, todo }) => {
    if (told.has(code)) return [];
    told.add(code);
    return [[`\`${code}\``, asPhrase(what), asPhrase(todo)]];
  });
  return table(['code', 'what happened', 'what to do'], rows).join('\n');
}

/** A sentence as one cell among others: without its full stop, and without a capital that only begins it. */
function asPhrase(text: string): string {
  const phrase = cell(text).replace(/\.$/, '');
  return /^[A-Z][a-z]+\b/.test(phrase) && !phrase.startsWith('Slipway')
    ? `${phrase.charAt(0).toLowerCase()}${phrase.slice(1)}`
    : phrase;
}
