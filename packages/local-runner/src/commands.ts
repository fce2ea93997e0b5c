/**
 * The workflow commands that a step prints: `::name key=value::message`, and the older `##[name key=value]message`,
 * which the runner finds anywhere in a line. Only names that the runner knows are commands; the rest is text.
 */

export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

const known = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
]);

/** @param resumeToken the word that ends a `stop-commands`, which is a command while it lasts. */
export function parseCommand(line: string, resumeToken?: string): WorkflowCommand | undefined {
  const command = parseCurrent(line) ?? parseOlder(line);
  if (command === undefined) return undefined;
  return known.has(command.name) || command.name === resumeToken ? command : undefined;
}

function parseCurrent(line: string): WorkflowCommand | undefined {
  const [, name, properties = '', message = ''] = /^\s*::([^\s:]+)(?:\s+(.*?))?::(.*)$/s.exec(line) ?? [];
  if (name === undefined) return undefined;
  return {
    name: name.toLowerCase(),
    properties: parseProperties(properties, ',', decodeProperty),
    message: decodeMessage(message),
  };
}

function parseOlder(line: string): WorkflowCommand | undefined {
  const [, name, properties = '', message = ''] = /##\[([^\s\]]+)(?:\s+([^\]]*))?\](.*)$/s.exec(line) ?? [];
  if (name === undefined) return undefined;
  const decode = (value: string): string =>
    value.replaceAll('%3B', ';').replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%5D', ']');
  return {
    name: name.toLowerCase(),
    properties: parseProperties(properties, ';', decode),
    message: decode(message),
  };
}

function parseProperties(
  source: string,
  separator: string,
  decode: (value: string) => string,
): Readonly<Record<string, string>> {
  const pairs = source.split(separator).flatMap((pair) => {
    const at = pair.indexOf('=');
    return at < 1 ? [] : [[pair.slice(0, at).trim(), decode(pair.slice(at + 1))] as const];
  });
  return Object.fromEntries(pairs);
}

function decodeMessage(value: string): string {
  return value.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function decodeProperty(value: string): string {
  // The per cent sign last, or `%253A` would become a colon.
  return value
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}
