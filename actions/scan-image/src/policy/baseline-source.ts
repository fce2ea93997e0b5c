/** With what a scan is compared: nothing, a digest, or what an ECS service runs. */
import { Unreadable, type Parser } from '@slipway/action-kit/parsers';
import type { BaselineSource } from './policy.ts';

export const baselineSource: Parser<BaselineSource> = {
  expects: '`none`, a digest `sha256:…` of the same repository, or `ecs:cluster/service`',
  read: (text) => {
    if (text === 'none') return { kind: 'none' };
    if (text.startsWith('sha256:')) return readDigest(text);
    if (text.startsWith('ecs:')) return readService(text.slice('ecs:'.length));
    throw new Unreadable(hintFor(text));
  },
};

function readDigest(text: string): BaselineSource {
  if (!/^sha256:[0-9a-f]{64}$/.test(text)) throw new Unreadable('64 hexadecimal digits follow `sha256:`');
  return { kind: 'digest', digest: text };
}

/** ECS's own rule for names of clusters and services. */
const ecsName = /^[A-Za-z0-9_-]{1,255}$/;

function readService(text: string): BaselineSource {
  if (text.startsWith('arn:')) throw new Unreadable(hintForArn(text));
  const [cluster = '', service, ...more] = text.split('/');
  if (service === undefined)
    throw new Unreadable(`a cluster or a service is missing: \`ecs:cluster/service\``);
  if (cluster === '') throw new Unreadable('the cluster is missing before the `/`');
  if (service === '') throw new Unreadable('the service is missing behind the `/`');
  if (more.length > 0 || !ecsName.test(cluster) || !ecsName.test(service))
    throw new Unreadable('names of ECS have letters, digits, `-` and `_`');
  return { kind: 'service', cluster, service };
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

/** `arn:aws:ecs:eu-west-1:123456789012:service/main/web`. */
function hintForArn(text: string): string {
  const [, cluster, service] = /:service\/([A-Za-z0-9_-]+)\/([A-Za-z0-9_-]+)$/.exec(text) ?? [];
  if (cluster === undefined || service === undefined)
    return 'an ARN is not taken: write `ecs:cluster/service`';
  return `an ARN is not taken: write \`ecs:${cluster}/${service}\``;
}
