/** Workflows over the API: listed, looked at, disabled and enabled again. */
import { pageOf, type Route } from '../../answer.ts';
import { timestamp } from '../../timestamp.ts';
import { stateOf, textAt, workflowOf, workflowsOf, type Workflow } from './catalog.ts';
import type { WorkflowState } from '../handlers.ts';
import type { WorkflowSite } from '../world.ts';

export function catalogRoutes(site: WorkflowSite): readonly Route[] {
  const turnTo = (verb: 'enable' | 'disable', state: WorkflowState): Route => ({
    method: 'PUT',
    path: new RegExp(`^/actions/workflows/([^/]+)/${verb}$`),
    needs: [{ actions: 'write' }],
    answer: (_, [named = '']) => {
      site.states.set(workflowOf(site, named).file, state);
      return { status: 204 };
    },
  });
  return [
    {
      method: 'GET',
      path: /^\/actions\/workflows$/,
      needs: [{ actions: 'read' }],
      answer: ({ query }) => {
        const all = workflowsOf(site).filter(({ handler }) => textAt(handler, site.defaultBranch));
        const page = pageOf(all, query, { usual: 30, most: 100 });
        const workflows = page.map((each) => shownWorkflow(site, each));
        return { status: 200, body: { total_count: all.length, workflows } };
      },
    },
    {
      method: 'GET',
      path: /^\/actions\/workflows\/([^/]+)$/,
      needs: [{ actions: 'read' }],
      answer: (_, [named = '']) => ({ status: 200, body: shownWorkflow(site, workflowOf(site, named)) }),
    },
    turnTo('disable', 'disabled_manually'),
    turnTo('enable', 'active'),
  ];
}

function shownWorkflow(site: WorkflowSite, { id, file, handler }: Workflow): object {
  const path = `.github/workflows/${file}`;
  const page = `${site.url()}/${site.repository}`;
  const since = timestamp(site.since);
  return {
    id,
    node_id: `W_${String(id)}`,
    name: textAt(handler, site.defaultBranch)?.name ?? path,
    path,
    state: stateOf(site, { file, handler }),
    created_at: since,
    updated_at: since,
    url: `${site.url()}/repos/${site.repository}/actions/workflows/${String(id)}`,
    html_url: `${page}/blob/${site.defaultBranch}/${path}`,
    badge_url: `${page}/workflows/${encodeURIComponent(handler.name ?? path)}/badge.svg`,
  };
}
