/** The calls about Actions variables of one place, as data; who sends them says what an answer means. */
import type { ApiCall } from './api.ts';
import type { TokenKind } from './token-kind.ts';
import {
  aboutAll,
  aboutOne,
  adviceAt,
  pathOf,
  type VariablesPlace,
  type Visibility,
} from './variables-place.ts';

export interface VariableToWrite {
  readonly name: string;
  readonly value: string;
  /** Organization alone, where creating needs it. */
  readonly visibility?: Visibility | undefined;
  /** Ids, with `selected` alone. */
  readonly selectedRepositories?: readonly number[] | undefined;
}

/** The most that GitHub gives at once. */
export const variablesPerPage = 30;

const methods = {
  'read-variable': 'GET',
  'create-variable': 'POST',
  'update-variable': 'PATCH',
  'remove-variable': 'DELETE',
} as const;

export class VariableCalls {
  readonly #place: VariablesPlace;
  readonly #advice: string;

  /** @param token words what it lacks, when it lacks something. */
  constructor(place: VariablesPlace, token: TokenKind = 'unknown') {
    this.#place = place;
    this.#advice = adviceAt(place, token);
  }

  /** @param page from 1. */
  page(page: number): ApiCall {
    const { path, parameters } = pathOf(this.#place);
    return {
      operation: listOperations[this.#place.kind],
      about: aboutAll(this.#place),
      route: `GET ${path}`,
      parameters: { ...parameters, per_page: variablesPerPage, page },
      version: '2026-03-10',
      repeatable: true,
      advice: this.#advice,
    };
  }

  one(
    operation: keyof typeof methods,
    { name, value, visibility, selectedRepositories }: Partial<VariableToWrite> & { readonly name: string },
  ): ApiCall {
    const { path, parameters } = pathOf(this.#place);
    const method = methods[operation];
    return {
      operation,
      about: aboutOne(this.#place, name),
      route: method === 'POST' ? `POST ${path}` : `${method} ${path}/{name}`,
      parameters: {
        ...parameters,
        name,
        ...(value === undefined ? {} : { value }),
        ...(visibility === undefined ? {} : { visibility }),
        ...(selectedRepositories === undefined ? {} : { selected_repository_ids: selectedRepositories }),
      },
      version: '2026-03-10',
      // Writes end with the same value however often they arrive; a create that did arrive answers 409.
      repeatable: true,
      advice: this.#advice,
    };
  }
}

const listOperations = {
  repository: 'list-variables',
  environment: 'list-environment-variables',
  organization: 'list-organization-variables',
} as const;
