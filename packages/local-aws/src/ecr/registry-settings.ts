/** What is set for the registry as a whole, kept and told: where its images are copied to, and its access policy. */
import type { ReplicationConfiguration, ReplicationRule } from '@aws-sdk/client-ecr';
import type { Operation } from '../service.ts';
import type { World } from '../world.ts';
import { invalidParameter, registryPolicyNotFound } from './errors.ts';

export function registrySettings({
  account,
  region,
}: Pick<World, 'account' | 'region'>): Readonly<Record<string, Operation>> {
  let replication: ReplicationConfiguration = { rules: [] };
  let policy: string | undefined;
  const told = (text: string) => ({ registryId: account, policyText: text });
  const current = () => {
    if (policy === undefined) throw registryPolicyNotFound(account);
    return told(policy);
  };
  return {
    DescribeRegistry: () => ({ registryId: account, replicationConfiguration: replication }),
    PutReplicationConfiguration: ({ replicationConfiguration }) => {
      const asked = replicationConfiguration as ReplicationConfiguration;
      checkReplication(asked, { account, region });
      replication = asked;
      return { replicationConfiguration: asked };
    },
    GetRegistryPolicy: current,
    PutRegistryPolicy: ({ policyText }) => {
      policy = String(policyText);
      return told(policy);
    },
    DeleteRegistryPolicy: () => {
      const answer = current();
      policy = undefined;
      return answer;
    },
  };
}

const mostRules = 10;
const mostDestinations = 25;

/** ECR's limits, and that nothing is copied to where it is; a rule without a filter is of all repositories. */
function checkReplication(
  { rules = [] }: ReplicationConfiguration,
  { account, region }: Pick<World, 'account' | 'region'>,
): void {
  const where = 'replicationConfiguration.rules';
  if (rules.length > mostRules) throw invalidParameter(where, `must have at most ${mostRules} rules`);
  const places = rules.flatMap(placesOf);
  if (new Set(places).size > mostDestinations) {
    throw invalidParameter(where, `must have at most ${mostDestinations} destinations`);
  }
  if (places.includes(`${account} ${region}`)) {
    throw invalidParameter(`${where}.destinations`, 'must not be the registry itself');
  }
  const types = rules.flatMap(({ repositoryFilters = [] }) =>
    repositoryFilters.map(({ filterType }) => filterType),
  );
  if (types.some((type) => type !== 'PREFIX_MATCH')) {
    throw invalidParameter(`${where}.repositoryFilters.filterType`, 'must be PREFIX_MATCH');
  }
}

const placesOf = ({ destinations = [] }: ReplicationRule): readonly string[] =>
  destinations.map(({ registryId = '', region = '' }) => `${registryId} ${region}`);
