/** With what a scan is compared: nothing, a digest, or what an ECS service runs. */
import { Unreadable, type Parser } from '@slipway/action-kit/parsers';
import { ecsName, hintForArn, readEcsService } from '../ecs-service.ts';
import type { BaselineSource } from './policy.ts';

export const baselineSource: Parser<BaselineSource> = {
  expects: '`none`, a digest `sha256:…` of the same repository, or `ecs:cluster/service`',
  read: (text) => {
    if (text === 'none') return { kind: 'none' };
    if (text.startsWith('sha256:')) return readDigest(text);
    if (text.startsWith('ecs:')) return { kind: 'service', ...readEcsService(text.slice('ecs:'.length)) };
    throw new Unreadable(hintFor(text));
  },
};

function readDigest(text: string): BaselineSource {
  if (!/^sha256:[0-9a-f]{64}$/.test(text)) throw new Unreadable('64 hexadecimal digits follow `sha256:`');
  return { kind: 'digest', digest: text };
}

function hintFor(text: string): string {
  if (text.startsWith('arn:')) return hintForArn(text);
  const [, behind] = /@(sha256:[0-9a-f]+)$/.exec(text) ?? [];
  if (behind !== undefined) return 'give only what stands behind the @';
  if (/^[0-9a-f]{64}$/.test(text)) return 'put `sha256:` in front of it';
  const [cluster = '', service = '', ...more] = text.split('/');
  if (more.length === 0 && ecsName.test(cluster) && ecsName.test(service))
    return `if it is a service, write \`ecs:${text}\``;
  return 'a tag may mean another image tomorrow: give the digest that it has';
}
