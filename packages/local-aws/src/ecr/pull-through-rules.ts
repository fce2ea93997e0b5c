/** Rules of the pull through cache, kept and told: nothing is pulled through here. */
import type { CreatePullThroughCacheRuleRequest, PullThroughCacheRule } from '@aws-sdk/client-ecr';
import type { Operation } from '../service.ts';
import type { World } from '../world.ts';
import { cacheRuleExists, cacheRuleNotFound, invalidParameter } from './errors.ts';
import { pageOf } from './paging.ts';

/** By what their URLs match. Those with `login` need the secret of an account there. */
const upstreams: readonly { readonly name: string; readonly url: RegExp; readonly login: boolean }[] = [
  { name: 'ecr-public', url: /^public\.ecr\.aws$/, login: false },
  { name: 'k8s', url: /^registry\.k8s\.io$/, login: false },
  { name: 'quay', url: /^quay\.io$/, login: false },
  { name: 'docker-hub', url: /^registry-1\.docker\.io$/, login: true },
  { name: 'github-container-registry', url: /^ghcr\.io$/, login: true },
  { name: 'gitlab-container-registry', url: /^registry\.gitlab\.com$/, login: true },
  { name: 'azure-container-registry', url: /^[a-z0-9]+\.azurecr\.(io|us|cn)$/, login: true },
  { name: 'ecr', url: /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com$/, login: false },
];

const prefixPattern = /^(?=.{2,30}$)([a-z0-9]+([._-][a-z0-9]+)*\/)*[a-z0-9]+([._-][a-z0-9]+)*\/?$/;
const secretPattern = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:ecr-pullthroughcache\/./;

export function pullThroughRules(
  { account }: Pick<World, 'account'>,
  now: () => number,
): Readonly<Record<string, Operation>> {
  const known = new Map<string, PullThroughCacheRule>();
  const named = ({ ecrRepositoryPrefix }: Readonly<Record<string, unknown>>): PullThroughCacheRule => {
    const found = known.get(String(ecrRepositoryPrefix));
    if (found === undefined) throw cacheRuleNotFound(String(ecrRepositoryPrefix), account);
    return found;
  };
  const put = (rule: PullThroughCacheRule): PullThroughCacheRule => {
    known.set(rule.ecrRepositoryPrefix ?? '', rule);
    return rule;
  };
  return {
    CreatePullThroughCacheRule: (input) => {
      const rule = checkedRule(input as unknown as CreatePullThroughCacheRuleRequest);
      const prefix = rule.ecrRepositoryPrefix ?? '';
      if (known.has(prefix)) throw cacheRuleExists(prefix, account);
      const at = new Date(now());
      const made = put({ ...rule, registryId: account, createdAt: at, updatedAt: at });
      return pick(made, [...shared, 'createdAt', 'upstreamRegistryUrl', 'upstreamRegistry']);
    },
    UpdatePullThroughCacheRule: (input) => {
      const { credentialArn, customRoleArn, ...rest } = named(input);
      const { credentialArn: secret = credentialArn, customRoleArn: role = customRoleArn } =
        input as PullThroughCacheRule;
      checkSecret(secret);
      const changed = { ...rest, credentialArn: secret, customRoleArn: role, updatedAt: new Date(now()) };
      return pick(put(changed), [...shared, 'updatedAt']);
    },
    DeletePullThroughCacheRule: (input) => {
      const rule = named(input);
      known.delete(rule.ecrRepositoryPrefix ?? '');
      return pick(rule, [...shared, 'createdAt', 'upstreamRegistryUrl']);
    },
    DescribePullThroughCacheRules: (input) => {
      const prefixes = input.ecrRepositoryPrefixes as readonly string[] | undefined;
      const chosen = prefixes?.map((each) => named({ ecrRepositoryPrefix: each })) ?? [...known.values()];
      const { items, nextToken } = pageOf(chosen, input);
      return { pullThroughCacheRules: items, nextToken };
    },
  };
}

const shared = [
  ...(['ecrRepositoryPrefix', 'registryId', 'upstreamRepositoryPrefix'] as const),
  ...(['credentialArn', 'customRoleArn'] as const),
];

const pick = (rule: PullThroughCacheRule, names: readonly (keyof PullThroughCacheRule)[]): object =>
  Object.fromEntries(names.map((name) => [name, rule[name]]));

/** @throws ServiceError for what ECR would not cache, by its name or its registry */
function checkedRule(asked: CreatePullThroughCacheRuleRequest): PullThroughCacheRule {
  const { ecrRepositoryPrefix: prefix = '', upstreamRegistryUrl: url = '', credentialArn } = asked;
  if (prefix !== 'ROOT' && !prefixPattern.test(prefix)) {
    throw invalidParameter('ecrRepositoryPrefix', `must satisfy ${prefixPattern.source}`);
  }
  const upstream = upstreams.find((each) => each.url.test(url));
  if (upstream === undefined)
    throw invalidParameter('upstreamRegistryUrl', 'must be a registry that ECR can cache');
  if (upstream.login && credentialArn === undefined) {
    throw invalidParameter('credentialArn', `must be given for ${upstream.name}`);
  }
  checkSecret(credentialArn);
  return {
    ecrRepositoryPrefix: prefix,
    upstreamRegistryUrl: url,
    upstreamRegistry: upstream.name as NonNullable<PullThroughCacheRule['upstreamRegistry']>,
    credentialArn,
    customRoleArn: asked.customRoleArn,
    upstreamRepositoryPrefix: asked.upstreamRepositoryPrefix,
  };
}

function checkSecret(arn: string | undefined): void {
  if (arn === undefined || secretPattern.test(arn)) return;
  throw invalidParameter('credentialArn', `must satisfy ${secretPattern.source}`);
}
