/** All routes about workflows and their runs, of one repository. */
import type { Route } from '../answer.ts';
import { approvalRoutes } from './approval-routes.ts';
import { catalogRoutes } from './catalog-routes.ts';
import { contentsRoute } from './contents.ts';
import { deploymentRoutes } from './deployment-routes.ts';
import { deploymentStatusRoutes } from './deployment-status-routes.ts';
import { dispatchRoute } from './dispatch.ts';
import { repositoryDispatchRoute } from './repository-dispatch.ts';
import { runChangeRoutes } from './run-changes.ts';
import { runListRoutes } from './run-list.ts';
import { runRoutes } from './run-routes.ts';
import type { WorkflowSite, WorkflowWorld } from './world.ts';

/** Paths after `/repos/‹owner›/‹name›`. */
export function workflowRoutes(world: WorkflowWorld): readonly Route[] {
  const site: WorkflowSite = { ...world, states: new Map(), groups: new Map(), since: world.clock.now() };
  return [
    dispatchRoute(site),
    repositoryDispatchRoute(site),
    contentsRoute(site),
    ...catalogRoutes(site),
    ...runListRoutes(site),
    ...runRoutes(site),
    ...runChangeRoutes(site),
    ...approvalRoutes(site),
    ...deploymentRoutes(site),
    ...deploymentStatusRoutes(site),
  ];
}
