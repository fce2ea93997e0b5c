/** Which repositories see a variable of the organization that is meant for some alone. */
import type { CloudClock } from '@slipway/local-aws/ports';
import { fieldsOf, mustExist, pageOf, type ApiRequest, type Route } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import type { LocalRepository } from '../repositories/repository.ts';
import { shownRepository } from '../repositories/shown-repository.ts';
import { timestamp } from '../timestamp.ts';
import type { OrganizationVariable } from './organization.ts';
import type { VariableStore } from './store.ts';

export interface OrganizationWorld {
  readonly login: string;
  readonly url: () => string;
  readonly clock: CloudClock;
  readonly repositories: readonly LocalRepository[];
  readonly variables: VariableStore<OrganizationVariable>;
}

/** @throws Refusal 404 for one that is not the organization's */
export const idsOfOwn = ({ repositories }: OrganizationWorld, ids: unknown): readonly number[] =>
  (ids as readonly number[]).map((id) => mustExist(repositories.find((each) => each.id === id)).id);

export function selectedRoutes(world: OrganizationWorld): readonly Route[] {
  const all = /^\/actions\/variables\/([^/]+)\/repositories$/;
  const one = /^\/actions\/variables\/([^/]+)\/repositories\/(\d+)$/;
  const read = [{ organization_actions_variables: 'read' }] as const;
  const write = [{ organization_actions_variables: 'write' }] as const;
  const writeOne = [{ organization_actions_variables: 'write', metadata: 'read' }] as const;
  return [
    {
      method: 'GET',
      path: all,
      needs: read,
      answer: (request, parts) => listSelected(world, request, parts),
    },
    {
      method: 'PUT',
      path: all,
      needs: write,
      answer: ({ body }, parts) =>
        select(world, parts, () => idsOfOwn(world, fieldsOf(body).selected_repository_ids)),
    },
    {
      method: 'PUT',
      path: one,
      needs: writeOne,
      answer: (_, parts) =>
        select(world, parts, (ids) => [...new Set([...ids, ...idsOfOwn(world, [Number(parts[1])])])]),
    },
    {
      method: 'DELETE',
      path: one,
      needs: writeOne,
      answer: (_, parts) => select(world, parts, (ids) => ids.filter((id) => id !== Number(parts[1]))),
    },
  ];
}

/** @throws Refusal 404; 409 for a variable that others than selected repositories see */
function selectedOf({ variables }: OrganizationWorld, [name = '']: readonly string[]): OrganizationVariable {
  const variable = mustExist(variables.get(name.toUpperCase()));
  if (variable.visibility !== 'selected')
    throw new Refusal(409, 'The visibility of the variable is not set to selected');
  return variable;
}

function listSelected(world: OrganizationWorld, { query }: ApiRequest, parts: readonly string[]) {
  const { selected } = selectedOf(world, parts);
  const all = world.repositories.filter(({ id }) => selected.includes(id));
  const repositories = pageOf(all, query, { usual: 30, most: 100 }).map((each) =>
    shownRepository(world.url(), each),
  );
  return { status: 200, body: { total_count: all.length, repositories } };
}

function select(
  world: OrganizationWorld,
  parts: readonly string[],
  change: (ids: readonly number[]) => readonly number[],
) {
  const variable = selectedOf(world, parts);
  const updated_at = timestamp(world.clock.now());
  world.variables.set(variable.name, { ...variable, selected: change(variable.selected), updated_at });
  return { status: 204 };
}
