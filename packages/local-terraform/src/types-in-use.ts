/** Which types of the AWS provider the modules and stacks use. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param root of the checkout. @returns the code of all modules and stacks, without their tests. */
export function codeOf(root: string): string {
  const folder = join(root, 'terraform');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const code = files.filter((file) => file.endsWith('.tf') && !file.includes('.terraform')).sort();
  return code.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
}

/** @returns `aws_lb` for a resource and `data.aws_lb` for a data source, sorted. */
export function typesIn(code: string): readonly string[] {
  const found = [...code.matchAll(/^ *(resource|data) "(aws_\w+)"/gm)];
  const types = found.map(([, kind, type = '']) => (kind === 'data' ? `data.${type}` : type));
  return [...new Set(types)].sort();
}

/**
 * @param way to an argument, a block or an attribute of a type: `aws_eip.vpc`.
 * @returns whether some block of that type sets it, or something reads it from one.
 */
export function uses(code: string, way: string): boolean {
  const [, data = '', type = '', name = ''] = /^(data\.)?(\w+)\.(?:\w+\.)*(\w+)$/.exec(way) ?? [];
  const kind = data === '' ? 'resource' : 'data';
  const blocks = code.matchAll(new RegExp(`^( *)${kind} "${type}" "\\w+" \\{$[^]*?^\\1\\}$`, 'gm'));
  const sets = new RegExp(`^ *(?:${name}|dynamic "${name}") *(?:=|\\{)`, 'm');
  const reads = new RegExp(
    `${data === '' ? '(?<!data\\.)' : 'data\\.'}\\b${type}\\.\\w+(\\[[^\\]]*\\])?\\.${name}\\b`,
  );
  return [...blocks].some(([block]) => sets.test(block)) || reads.test(code);
}
