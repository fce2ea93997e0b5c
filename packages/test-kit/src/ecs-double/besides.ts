/** What the double has beside ECS: a load balancer, alarms, an endpoint to ask, and credentials. */
import { upstreamFailure } from '@slipway/action-kit/failures';
import type { Ports } from '@slipway/rollout/ports';
import { called } from './calling.ts';
import type { EcsState } from './state.ts';
import { targetsOf } from './targets.ts';

export function besides(state: EcsState): Pick<Ports, 'targets' | 'alarms' | 'endpoint' | 'credentials'> {
  return {
    targets: {
      health: async () => {
        called(state, 'DescribeTargetHealth');
        return targetsOf(state);
      },
      checks: async () => {
        called(state, 'DescribeTargetGroups');
        const { interval = 30_000, unhealthyThreshold = 2 } = state.options.balancer ?? {};
        return { interval, unhealthyThreshold };
      },
    },
    alarms: {
      states: async (names) => {
        called(state, 'DescribeAlarms');
        return [...state.alarms]
          .filter(([name]) => names.includes(name))
          .map(([name, alarm]) => ({ name, state: alarm, reason: undefined }));
      },
    },
    endpoint: {
      get: async (url) => {
        state.calls.push('GET');
        if (state.endpoint !== undefined) return state.endpoint;
        throw upstreamFailure({ code: 'endpoint-no-answer', what: `${url} gave no answer` });
      },
      matches: ({ source, flags }, body) => new RegExp(source, flags).test(body),
    },
    credentials: { lifetime: async () => ({ temporary: false, expiresAt: undefined }) },
  };
}
