/** All routes about workflows and their runs, of one repository. */
import type { Route } from '../answer.ts';
import { approvalRoutes } from './deploying/approval-routes.ts';
import { catalogRoutes } from './catalog/catalog-routes.ts';
import { contentsRoute } from './catalog/contents.ts';
import { deploymentRoutes } from './deploying/deployment-routes.ts';
import { deploymentStatusRoutes } from './deploying/deployment-status-routes.ts';
import { dispatchRoute } from './dispatching/dispatch.ts';
import { repositoryDispatchRoute } from './dispatching/repository-dispatch.ts';
import { runChangeRoutes } from './runs/run-changes.ts';
import { runListRoutes } from './runs/run-list.ts';
import { runRoutes } from './runs/run-routes.ts';
import type { WorkflowSite } from './world.ts';

/** Paths after `/repos/‹owner›/‹name›`. */
export function workflowRoutes(site: WorkflowSite): readonly Route[] {
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
