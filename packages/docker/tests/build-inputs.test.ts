/** One line of each input of a build: what it comes to, and why it is refused. */
import { describe, expect, test } from '@jest/globals';
import { lines, Unreadable, type Parser } from '@slipway/action-kit/parsers';
import {
  addHost,
  buildArg,
  buildContext,
  label,
  platform,
  provenance,
  sbom,
  secret,
  ssh,
} from '../src/build-inputs.ts';

const variable = (id: string, name: string) => ({ id, from: { kind: 'variable', name } });
const file = (id: string, path: string) => ({ id, from: { kind: 'file', path } });

describe('reads', () => {
  const cases: readonly [parser: Parser<unknown>, line: string, value: unknown][] = [
    [secret, 'id=npm,env=NPM_TOKEN', variable('npm', 'NPM_TOKEN')],
    [secret, 'type=env,id=npm,src=NPM_TOKEN', variable('npm', 'NPM_TOKEN')],
    [secret, 'id=key,src=certs/key.pem', file('key', 'certs/key.pem')],
    [secret, 'type=file,id=key,source=/key.pem', file('key', '/key.pem')],
    [secret, 'id=key,"src=a, ""b"".pem"', file('key', 'a, "b".pem')],
    [ssh, 'default', { id: 'default', paths: [] }],
    [ssh, 'git=~/.ssh/a,~/.ssh/b', { id: 'git', paths: ['~/.ssh/a', '~/.ssh/b'] }],
    [buildArg, 'VERSION=1=2', { name: 'VERSION', value: '1=2' }],
    [buildArg, 'EMPTY=', { name: 'EMPTY', value: '' }],
    [buildArg, 'HTTP_PROXY', { name: 'HTTP_PROXY', value: undefined }],
    [label, 'team=a, b', ['team', 'a, b']],
    [buildContext, 'base=docker-image://alpine:3', { name: 'base', location: 'docker-image://alpine:3' }],
    [buildContext, 'alpine:3=../base', { name: 'alpine:3', location: '../base' }],
    [addHost, 'db:10.0.0.255', { host: 'db', address: '10.0.0.255' }],
    [addHost, 'db=10.0.0.1', { host: 'db', address: '10.0.0.1' }],
    [addHost, 'six:[2001:db8::1]', { host: 'six', address: '2001:db8::1' }],
    [addHost, 'six:::1', { host: 'six', address: '::1' }],
    [addHost, 'host.docker.internal:host-gateway', { host: 'host.docker.internal', address: 'host-gateway' }],
    [platform, 'linux/arm64', 'linux/arm64'],
    [platform, 'linux/arm64/v8', 'linux/arm64'],
    [platform, 'Linux/AMD64', 'linux/amd64'],
    [platform, 'linux/amd64/v3', 'linux/amd64/v3'],
    [platform, 'linux/aarch64', 'linux/arm64'],
    [platform, 'linux/arm/v7', 'linux/arm/v7'],
    [provenance, 'auto', 'auto'],
    [provenance, 'mode=max,version=v1', 'mode=max,version=v1'],
    [sbom, 'generator=docker/scout-sbom-indexer:1', 'generator=docker/scout-sbom-indexer:1'],
  ];
  test.each(cases)('%#: %j', (parser, line, value) => {
    expect(parser.read(line)).toEqual(value);
  });
});

const own = (parser: Parser<unknown>, line: string): string => {
  try {
    return `read as ${JSON.stringify(parser.read(line))}`;
  } catch (error) {
    if (error instanceof Unreadable) return error.why ?? 'not of that form';
    throw error;
  }
};

describe('refuses', () => {
  const cases: readonly [parser: Parser<unknown>, line: string, why: string][] = [
    [secret, 'env=NPM_TOKEN', 'it has no `id=`'],
    [secret, 'id=npm', 'the secret `npm` says neither `env=` nor `src=`'],
    [secret, 'id=npm,env=', 'the secret `npm` says neither `env=` nor `src=`'],
    [secret, 'id=npm,value=hunter2', 'beside `id=` only `env=` and `src=` may stand'],
    [
      secret,
      'GIT_AUTH_TOKEN=hunter2',
      'only the place of a secret is given, never its value: put it into `env:` of the step and name the variable',
    ],
    [secret, 'id=npm,hunter2', 'between commas stands something that is not `key=value`'],
    [secret, 'id=npm,env="hunter2"', 'a quote stands in the middle of a field'],
    [secret, '"id=npm"x,env=A', 'a quote stands in the middle of a field'],
    [ssh, 'my key', 'not of that form'],
    [ssh, 'default=', 'a path is empty'],
    [buildArg, '=x', 'not of that form'],
    [buildArg, '--push', 'not of that form'],
    [buildArg, 'a b=c', 'not of that form'],
    [label, 'team', 'not of that form'],
    [label, 'the team=a', 'its key has a space in it'],
    [buildContext, 'base', 'not of that form'],
    [buildContext, 'base=', 'not of that form'],
    [addHost, 'db', 'not of that form'],
    [addHost, 'db:10.0.0.256', 'not of that form'],
    [addHost, 'db:10.0.0.1,10.0.0.2', 'not of that form'],
    [addHost, 'db:example.com', 'not of that form'],
    [platform, 'linux/amd46', 'did you mean `linux/amd64`?'],
    [platform, 'arm64', 'did you mean `linux/arm64`?'],
    [platform, 'plan9/sparc', 'not of that form'],
    [provenance, 'maximum', 'between commas stands something that is not `key=value`'],
    [provenance, 'mode=', 'not of that form'],
    [provenance, 'type=sbom', 'not of that form'],
    [sbom, 'auto', 'between commas stands something that is not `key=value`'],
  ];
  test.each(cases)('%#: %j', (parser, line, why) => {
    expect(own(parser, line)).toBe(why);
  });
});

test('a line of secrets is never quoted, since somebody may have put the value there', () => {
  expect(() => lines(secret).read('TOKEN=hunter2')).toThrow(/^a line is not: (?!.*hunter2)/);
});
