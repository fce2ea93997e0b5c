/**
 * The JSON schema of scan-image's policy file: from the table of keys that its reader goes by, and from the
 * descriptions of the inputs of the same names. It says all that a schema can; that a severity stands twice in a text,
 * say, only the reader tells.
 */
import { duration, text } from '@slipway/action-kit/parsers';
import { severities } from '../../../actions/scan-image/src/findings/severities.ts';
import { baselineSource } from '../../../actions/scan-image/src/policy/baseline-source.ts';
import { namePatterns, pathPatterns } from '../../../actions/scan-image/src/policy/patterns.ts';
import { policyKeys } from '../../../actions/scan-image/src/policy/policy-keys.ts';
import type { ActionYaml } from './action-yaml.ts';
import type { Schema } from './interface-schema.ts';

type Key = (typeof policyKeys)[keyof typeof policyKeys];

/** @throws Error for a key without an input of the same name. */
export function policySchema({ inputs }: ActionYaml): Schema {
  const properties = Object.entries(policyKeys).map(([name, key]) => {
    const input = inputs.find((each) => each.name === name);
    if (input === undefined)
      throw new Error(`The policy file has a key ${name}, and action.yml no such input.`);
    return [name, { description: input.description, ...valueOf(name, key) }] as const;
  });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Policy file of Slipway scan-image',
    type: 'object',
    additionalProperties: false,
    properties: { $schema: { type: 'string' }, ...Object.fromEntries(properties) },
  };
}

function valueOf(name: string, key: Key): Schema {
  switch (key.form) {
    case 'flag':
      return { enum: [true, false, 'true', 'false'] };
    case 'number':
      return {
        anyOf: [
          { type: 'number', minimum: 0, maximum: 1 },
          { type: 'string', pattern: '^(?:0(?:\\.\\d{1,10})?|1(?:\\.0{1,10})?)$' },
        ],
      };
    case 'word':
      return wordOf(name, key);
    case 'lines':
      return linesOf(key);
    case 'by-severity':
      return bySeverity(
        name === 'fail-on' ? wholeNumber : { type: 'string', pattern: `^\\s*${age}\\s*$` },
        name,
      );
  }
}

const age = '\\d{1,6}[smhd]';
const ecsName = '[A-Za-z0-9_-]{1,255}';

const wholeNumber: Schema = {
  anyOf: [
    { type: 'integer', minimum: 0 },
    { type: 'string', pattern: '^\\s*\\d+\\s*$' },
  ],
};

function wordOf(name: string, { parser }: Key): Schema {
  if (parser === duration) return { type: 'string', pattern: `^${age}$` };
  if (parser === baselineSource)
    return { type: 'string', pattern: `^(?:none|sha256:[0-9a-f]{64}|ecs:${ecsName}/${ecsName})$` };
  if (parser === text) return { type: 'string', pattern: '\\S' };
  const words = parser.expects.startsWith('one of ') ? [...parser.expects.matchAll(/`([^`]+)`/g)] : [];
  if (words.length === 0) throw new Error(`Nobody has said in a schema what ${name} takes.`);
  return { enum: words.map(([, word]) => word) };
}

/** Of patterns: none is empty, or given twice. */
function linesOf({ parser }: Key): Schema {
  const isPatterns = parser === namePatterns || parser === pathPatterns;
  const line = isPatterns ? '^(?!\\s*!\\s*(?:!|$))[^\\n]*\\S[^\\n]*$' : '^[^\\n]*\\S[^\\n]*$';
  return {
    anyOf: [
      { type: 'string', pattern: '\\S' },
      {
        type: 'array',
        minItems: 1,
        ...(isPatterns ? { uniqueItems: true } : {}),
        items: { type: 'string', pattern: line },
      },
    ],
  };
}

function bySeverity(limit: Schema, name: string): Schema {
  const value = name === 'fail-on' ? '\\d+' : age;
  const line = `(?:${severities.join('|')})[ \\t]*:[ \\t]*${value}`;
  return {
    anyOf: [
      {
        type: 'object',
        minProperties: 1,
        additionalProperties: false,
        properties: Object.fromEntries(severities.map((severity) => [severity, limit])),
      },
      { type: 'string', pattern: `^\\s*${line}(?:\\s*\\n\\s*${line})*\\s*$` },
      {
        type: 'array',
        minItems: 1,
        uniqueItems: true,
        items: { type: 'string', pattern: `^\\s*${line}\\s*$` },
      },
    ],
  };
}
