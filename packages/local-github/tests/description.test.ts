/** What is served and how it is asked for, beside GitHub's own description. */
import { describe, expect, test } from '@jest/globals';
import { virtualClock } from '@slipway/local-aws/clock';
import { wrongWithAnswer } from '../src/description/answers.ts';
import { descriptionOf, type Operation } from '../src/description/slice.ts';
import type { LocalGithubOptions } from '../src/options.ts';
import { openSite } from '../src/site.ts';
import { asking } from './asking.ts';

const options: LocalGithubOptions = { repository: 'team/web', organization: {} };
const { site } = openSite(options, virtualClock(), () => 'http://localhost');

/** An address that the operation describes. */
const sampleOf = ({ path, parameters }: Operation): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const known: Readonly<Record<string, string>> = { owner: 'team', repo: 'web', org: 'team' };
    const { schema } = parameters.find((each) => each.name === name) ?? {};
    return known[name] ?? (schema?.type === 'integer' ? '1' : 'some');
  });

const samples = descriptionOf('2022-11-28').operations.map(
  (operation) => `${operation.method} ${sampleOf(operation)}`,
);

const routes = site.places.flatMap(({ path: place, routes: all }) =>
  all.map(({ method, path }) => {
    const inside = path.source.replace(/^\^/, '');
    return [`${method} ${place}${inside}`, new RegExp(`^${method} ${place}${inside}`)] as const;
  }),
);

test.each(routes)('%s is described', (_, route) => {
  expect(samples.filter((sample) => route.test(sample))).not.toEqual([]);
});

test.each(samples)('%s is served', (sample) => {
  expect(routes.filter(([, route]) => route.test(sample))).not.toEqual([]);
});

describe('a request that is not as described', () => {
  const variables = '/actions/variables';
  test.each<[string, string, object | string, number, string]>([
    ['is no JSON', `POST ${variables}`, '{"name"', 400, 'Problems parsing JSON'],
    ['is no object', `POST ${variables}`, '["A"]', 400, 'Body should be a JSON object'],
    ['lacks a member', `POST ${variables}`, { name: 'A' }, 422, '"value" wasn\'t supplied.'],
    [
      'has a number for a text',
      `POST ${variables}`,
      { name: 'A', value: 1 },
      422,
      "For 'properties/value', 1 is not a string.",
    ],
    [
      'has what is not to choose',
      'POST /orgs/team/actions/variables',
      { name: 'A', value: '', visibility: 'some' },
      422,
      '"some" is not a member of ["all","private","selected"].',
    ],
    [
      'has a member too many',
      'PUT /environments/prod',
      { reviewer: 'ada' },
      422,
      '"reviewer" is not a permitted key.',
    ],
    [
      'is wrong further down',
      'PUT /environments/prod',
      { reviewers: [{ type: 'User', id: 'ada' }] },
      422,
      'For \'properties/reviewers/items/0/properties/id\', "ada" is not an integer.',
    ],
  ])('and %s is refused', async (_, route, body, status, message) => {
    const { ask, github } = await asking(options);
    const answer = await ask(route, body);
    expect([answer.status, answer.body.message]).toEqual([
      status,
      status === 422 ? `Invalid request.\n\n${message}` : message,
    ]);
    expect(github.variables.size + github.organizationVariables.size + github.environments.size).toBe(0);
  });

  test('in its query is refused', async () => {
    const { ask } = await asking();
    const answer = await ask(`GET ${variables}?per_page=many`);
    expect([answer.status, answer.body.message]).toEqual([
      422,
      'Invalid request.\n\nFor \'properties/per_page\', "many" is not an integer.',
    ]);
  });
});

describe('an answer that is not as described', () => {
  const path = '/repos/team/web/actions/variables/A';
  const body = { name: 'A', value: '1', created_at: 'x', updated_at: 'x' };
  test.each([
    ['is as described', { method: 'GET', path, status: 200, body }, undefined],
    [
      'lacks a member',
      { method: 'GET', path, status: 200, body: { ...body, value: undefined } },
      'actions/get-repo-variable:  must have required property \'value\' {"missingProperty":"value"}',
    ],
    [
      'has another status',
      { method: 'PATCH', path, status: 200, body: undefined },
      'actions/update-repo-variable never answers 200.',
    ],
    [
      'has a body too many',
      { method: 'DELETE', path, status: 204, body: {} },
      'actions/delete-repo-variable answers with a body.',
    ],
    ['is of nothing', { method: 'GET', path: '/x', status: 200, body }, 'GET /x is not in the description.'],
  ])('or %s is told', (_, given, wrong) => {
    const sent = JSON.parse(JSON.stringify(given)) as typeof given;
    expect(wrongWithAnswer({ ...sent, version: '2022-11-28', body: sent.body })).toBe(wrong);
  });
});
