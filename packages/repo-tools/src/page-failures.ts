/** "When it fails": what an action may end with, by code, from its own list and from the tables of the gateways. */
import { ecrFailures } from '@slipway/aws/ecr-images';
import { ecsFailures } from '@slipway/aws/ecs-failures';
import { generalGuide, type Guide } from '@slipway/aws/general-failures';
import type { Operation } from '@slipway/github/api';
import { failureRows } from '@slipway/github/failure-rows';
import { cell, table } from './readme-tables.ts';

/** As `page/failures.yml` has it. */
export interface FailureList {
  readonly failures: readonly Guide[];
  /** Codes of the sources and of the gateways that no red run ends with. */
  readonly never: readonly string[];
  /** Whose table is told beside what any AWS service may answer; that of ECS when left out. */
  readonly gateway?: keyof typeof ofAws | 'github';
  /** With `github`, which of its rows are told: those of these operations. What any call may meet, the list itself tells. */
  readonly operations?: readonly Operation[];
}

const ofAws = { ecs: ecsFailures, ecr: ecrFailures };

/** @throws Error for a code whose hint depends on the caller, and about which the list itself does not tell what to do. */
export function failuresPart({ failures, never, gateway = 'ecs', operations = [] }: FailureList): string {
  const ofGateways = gateway === 'github' ? githubGuide(operations) : awsGuide(gateway);
  const told = new Set(never);
  const rows = [...failures, ...ofGateways].flatMap(({ code, what, todo }) => {
    if (told.has(code)) return [];
    if (todo.includes('‹advice›')) throw new Error(`page/failures.yml must tell what to do about ${code}.`);
    told.add(code);
    return [[`\`${code}\``, asPhrase(what), asPhrase(todo)]];
  });
  return table(['code', 'what happened', 'what to do'], rows).join('\n');
}

function awsGuide(gateway: keyof typeof ofAws): readonly Guide[] {
  const rows = ofAws[gateway].map(({ code, what, hint }) => ({
    code,
    what: what.replace('‹about›', '…'),
    todo: hint,
  }));
  return [...rows, ...generalGuide()];
}

function githubGuide(operations: readonly Operation[]): readonly Guide[] {
  const isAsked = (of: (typeof failureRows)[number]['operations']): boolean =>
    of === 'every' || of.some((operation) => operations.includes(operation));
  return failureRows
    .filter((row) => isAsked(row.operations))
    .map(({ code, what, hint }) => ({ code, what: what.replace('‹about›', '…'), todo: hint }));
}

/** A sentence as one cell among others: without its full stop, and without a capital that only begins it. */
function asPhrase(text: string): string {
  const phrase = cell(text).replace(/\.$/, '');
  return /^[A-Z][a-z]+\b/.test(phrase) && !phrase.startsWith('Slipway')
    ? `${phrase.charAt(0).toLowerCase()}${phrase.slice(1)}`
    : phrase;
}
