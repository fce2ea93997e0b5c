/** The inputs of a build, as docker buildx has them: one parser for a line of each, in the form of the action kit. */
import { keyValue, Unreadable, type Parser } from '@slipway/action-kit/parsers';
import type { AddedHost, BuildArg, BuildContext, Secret, SshAgent } from './build-plan.ts';
import { readFields } from './csv-fields.ts';

export { platform } from './platform.ts';

/** Its lines are never shown: where docker/build-push-action is used to it, a value stands in them. */
export const secret: Parser<Secret> & { readonly secret: true } = {
  secret: true,
  expects: 'a secret as `id=npm,env=NPM_TOKEN` or `id=npm,src=path/of/file`',
  read: (line) => {
    const fields = new Map(readFields(line));
    const unknown = [...fields.keys()].find((key) => !secretKeys.has(key));
    if (unknown !== undefined) throw new Unreadable(wordsForUnknownKey(fields));
    const id = fields.get('id') ?? '';
    if (id === '') throw new Unreadable('it has no `id=`');
    return { id, from: secretPlace(id, fields) };
  },
};

const secretKeys = new Set(['id', 'type', 'env', 'src', 'source']);

const wordsForUnknownKey = (fields: ReadonlyMap<string, string>): string =>
  fields.size === 1
    ? 'only the place of a secret is given, never its value: put it into `env:` of the step and name the variable'
    : 'beside `id=` only `env=` and `src=` may stand';

function secretPlace(id: string, fields: ReadonlyMap<string, string>): Secret['from'] {
  const file = fields.get('src') ?? fields.get('source');
  // `type=env,src=NAME` is an older way to say `env=NAME`.
  const variable = fields.get('env') ?? (fields.get('type') === 'env' ? file : undefined);
  if (variable !== undefined && variable !== '') return { kind: 'variable', name: variable };
  if (file !== undefined && file !== '') return { kind: 'file', path: file };
  throw new Unreadable(`the secret \`${id}\` says neither \`env=\` nor \`src=\``);
}

export const ssh: Parser<SshAgent> = {
  expects: '`default`, or `id=path` of a socket or of keys with commas between them',
  read: (line) => {
    const [id = '', ...rest] = line.split('=');
    const paths = rest.join('=').split(',');
    if (!/^[\w.-]+$/.test(id)) throw new Unreadable();
    if (rest.length === 0) return { id, paths: [] };
    if (paths.includes('')) throw new Unreadable('a path is empty');
    return { id, paths };
  },
};

export const buildArg: Parser<BuildArg> = {
  expects: '`NAME=value`, or `NAME` alone for a variable of the environment',
  read: (line) => {
    const at = line.indexOf('=');
    const name = at < 0 ? line : line.slice(0, at);
    if (!/^[A-Za-z_][\w.-]*$/.test(name)) throw new Unreadable();
    return { name, value: at < 0 ? undefined : line.slice(at + 1) };
  },
};

export const label: Parser<readonly [key: string, value: string]> = {
  expects: 'a label as `key=value`',
  read: (line) => {
    const [key, value] = keyValue.read(line);
    if (/\s/.test(key)) throw new Unreadable('its key has a space in it');
    return [key, value];
  },
};

export const buildContext: Parser<BuildContext> = {
  expects: '`name=` and a folder, an address, or `docker-image://…`',
  read: (line) => {
    const [name, location] = keyValue.read(line);
    if (!/^[a-z0-9][a-z0-9._\-/:@]*$/i.test(name) || location === '') throw new Unreadable();
    return { name, location };
  },
};

export const addHost: Parser<AddedHost> = {
  expects: '`host:address`, where the address may be IPv4, IPv6 or `host-gateway`',
  read: (line) => {
    const [, host, address = ''] = /^([^\s:=,]+)[:=](.+)$/.exec(line) ?? [];
    const bare = address.replace(/^\[(.+)\]$/, '$1');
    if (host === undefined || !isAddress(bare)) throw new Unreadable();
    return { host, address: bare };
  },
};

const isAddress = (text: string): boolean =>
  text === 'host-gateway' ||
  /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/.test(text) ||
  URL.canParse(`http://[${text}]/`);

/** What the flag of docker buildx takes, and `auto` for leaving it out. */
export const provenance = attestation(
  ['auto', 'true', 'false'],
  ['mode', 'version', 'builder-id', 'inline-only', 'reproducible'],
  '`auto`, `false`, `true`, `mode=min` or `mode=max`, as docker buildx has it',
);

export const sbom = attestation(
  ['true', 'false'],
  ['generator'],
  '`false`, `true` or `generator=image`, as docker buildx has it',
);

function attestation(words: readonly string[], keys: readonly string[], expects: string): Parser<string> {
  return {
    expects,
    read: (text) => {
      if (words.includes(text)) return text;
      const wrong = readFields(text).find(([key, value]) => !keys.includes(key) || value === '');
      if (wrong !== undefined) throw new Unreadable();
      return text;
    },
  };
}
