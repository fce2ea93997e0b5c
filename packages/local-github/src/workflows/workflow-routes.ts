/** All routes about workflows and their runs, of one repository. */
import type { Route } from '../answer.ts';
import { dispatchRoute } from './dispatch.ts';
import { runRoutes } from './run-routes.ts';
import type { WorkflowWorld } from './world.ts';

export const workflowRoutes = (world: WorkflowWorld): readonly Route[] => [
  dispatchRoute(world),
  ...runRoutes(world),
];
