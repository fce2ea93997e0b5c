/**
 * Reads a world file: YAML, checked against the published schema and against itself. Every problem names file,
 * line and key; nothing is guessed.
 */
import { inputFailure } from '@slipway/action-kit/failures';
import { ServiceError } from './service.ts';
import { readJson } from './protocols/json.ts';
import { requireMembers } from './required-members.ts';
import { operationShape } from './shapes.ts';
import { parseWorldText, pathText, type WorldText } from './world-lines.ts';
import { brokenReferences } from './world-references.ts';
import { policyProblems } from './world-roles.ts';
import { problemsOf, worldSchema, type WorldProblem, type WorldSchema } from './world-schema.ts';
import type { World } from './world.ts';

/**
 * @param path of the file, for the messages
 * @throws Failure of kind input that lists every problem, one a line
 */
export function readWorld(yamlText: string, path: string): World {
  // Every line of it would be a mistake, with bytes that a terminal obeys.
  if (/[\0\uFFFD]/.test(yamlText)) {
    throw unreadable([`${path}: not a text file: a world file is YAML in UTF-8`]);
  }
  const text = parseWorldText(yamlText);
  if (text.mistakes.length > 0) {
    throw unreadable(text.mistakes.map(({ line, sentence }) => `${path}:${line}: not YAML: ${sentence}`));
  }
  const value = text.value ?? {};
  refuse(problemsOf(value), text, path);
  const world = inMilliseconds(worldSchema, value) as World;
  refuse(
    [...taskDefinitionProblems(world), ...brokenReferences(world), ...policyProblems(world)],
    text,
    path,
  );
  return world;
}

function refuse(problems: readonly WorldProblem[], text: WorldText, path: string): void {
  if (problems.length === 0) return;
  const lines = problems
    .map((problem) => ({ line: text.lineOf(problem.path), sentence: problem.sentence }))
    .sort((one, other) => one.line - other.line);
  throw unreadable(lines.map(({ line, sentence }) => `${path}:${line}: ${sentence}`));
}

const unreadable = (problems: readonly string[]): Error =>
  inputFailure({ code: 'world-file', what: problems.join('\n') });

/** The input of RegisterTaskDefinition, checked as the server would. */
function taskDefinitionProblems({ taskDefinitions }: World): WorldProblem[] {
  const shape = operationShape('ecs', 'RegisterTaskDefinition')?.input;
  if (shape === undefined) return [];
  return taskDefinitions.flatMap((definition, at): WorldProblem[] => {
    const path = ['taskDefinitions', at] as const;
    try {
      requireMembers('ecs', shape, readJson(shape, definition));
      return [];
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return [
        { path, sentence: `${pathText(path)} is not what ECS accepts: ${error.message.replace(/\.$/, '')}` },
      ];
    }
  });
}

/** Durations as milliseconds, led by the schema: everything else stays as it is. */
function inMilliseconds(schema: WorldSchema | undefined, value: unknown): unknown {
  if (schema?.$ref === '#/$defs/duration') return milliseconds(String(value));
  if (Array.isArray(value)) return value.map((item) => inMilliseconds(schema?.items, item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, inMilliseconds(schema?.properties?.[key], item)]),
  );
}

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

function milliseconds(text: string): number {
  const unit = /[a-z]+$/.exec(text)?.[0] ?? 'ms';
  return Math.round(Number.parseFloat(text) * units[unit as keyof typeof units]);
}
