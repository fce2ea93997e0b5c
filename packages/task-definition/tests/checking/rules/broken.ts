/** What the rules say of a small document that is sound but for what a test changes in it. */
import type { JsonObject } from '@slipway/documents/value';
import { check } from '../../../src/checking/check.ts';
import type { Finding, Known } from '../../../src/checking/finding.ts';

export const digest = `sha256:${'a'.repeat(64)}`;
export const image = `registry.example/team/web@${digest}`;

export const fargate: JsonObject = {
  requiresCompatibilities: ['FARGATE'],
  networkMode: 'awsvpc',
  cpu: '256',
};

/** Without what is only unwise. */
export const mistakes = (task: JsonObject, known: Known = {}): readonly Finding[] =>
  check({ family: 'web', memory: '1024', ...task }, known).filter(({ breaks }) => breaks !== 'nothing');

/** Rules that a document breaks; the container is `web`. */
export function broken(task: JsonObject, container: JsonObject = {}, known: Known = {}): readonly string[] {
  const containerDefinitions = [{ name: 'web', image, ...container }];
  return mistakes({ containerDefinitions, ...task }, known).map(({ rule }) => rule);
}
