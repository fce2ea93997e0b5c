/**
 * Application Auto Scaling of the local cloud, for the desired count of ECS services: scalable targets, their policies,
 * and what comes of them.
 */
import type { ServicePlace } from '../ports.ts';
import { createResourceTags, tagsIn } from '../resource-tags.ts';
import type { Operation, Service } from '../service.ts';
import { describeActivities, describePolicies } from './describing.ts';
import { createFollowing } from './following.ts';
import { resourceIdOf } from './names.ts';
import type { AutoScalingParts } from './parts.ts';
import { deletePolicy, putPolicy } from './policy-operations.ts';
import { arnNotFound } from './refusals.ts';
import { deregisterTarget, describeTargets, registerTarget, removeTarget } from './target-operations.ts';

export interface AutoScaling {
  readonly service: Service;
  /** A service that is deleted takes its scalable target and policies with it. */
  forget(place: ServicePlace): void;
}

export function createAutoScaling(given: Omit<AutoScalingParts, 'memory'>): AutoScaling {
  const memory = { targets: new Map(), policies: [], activities: [], tags: createResourceTags() };
  const parts: AutoScalingParts = { ...given, memory };
  const following = createFollowing(parts);
  return {
    service: {
      id: 'autoscaling',
      protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'AnyScaleFrontendService' }],
      operations: {
        RegisterScalableTarget: (input) => registerTarget(parts, input as never),
        DescribeScalableTargets: (input) => describeTargets(parts, input as never),
        DeregisterScalableTarget: (input) => deregisterTarget(parts, input as never),
        PutScalingPolicy: (input) => {
          const answer = putPolicy(parts, input as never);
          following.begin();
          return answer;
        },
        DescribeScalingPolicies: (input) => describePolicies(parts, input as never),
        DeleteScalingPolicy: (input) => deletePolicy(parts, input as never),
        DescribeScalingActivities: (input) => describeActivities(parts, input as never),
        ...tagOperations(parts),
      },
    },
    forget: (place) => {
      const target = parts.memory.targets.get(resourceIdOf(place));
      if (target !== undefined) removeTarget(parts, target);
    },
  };
}

function tagOperations({ memory }: AutoScalingParts): Readonly<Record<string, Operation>> {
  const { tags } = memory;
  const named = (input: Readonly<Record<string, unknown>>): string => {
    const arn = String(input.ResourceARN);
    if ([...memory.targets.values()].some((target) => target.arn === arn)) return arn;
    throw arnNotFound(arn);
  };
  return {
    ListTagsForResource: (input) => ({
      Tags: Object.fromEntries(tags.of(named(input)).map(({ key, value }) => [key, value])),
    }),
    TagResource: (input) => {
      tags.put(named(input), tagsIn(input.Tags));
      return {};
    },
    UntagResource: (input) => {
      tags.remove(named(input), (input.TagKeys ?? []) as readonly string[]);
      return {};
    },
  };
}
