/** The service that is deployed to. Others of its family only register a revision when none is named; this one never does. */
import type { Parser } from '@slipway/action-kit/parsers';

export const serviceName: Parser<string> = {
  expects:
    'the name of the ECS service to deploy to (to register a revision alone, use `aws ecs register-task-definition`)',
  read: (value) => value,
};
