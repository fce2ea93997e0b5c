/** docs/aws.md against what it tells of: the variables of the workflows that ship, and the permissions on the pages of the actions. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { blocksOf } from '../src/markdown-blocks.ts';
import { root } from '../src/repository.ts';
import { callableWorkflows } from '../src/workflow-page/workflow-pages.ts';

interface Policy {
  readonly Statement: readonly { readonly Action: string | readonly string[] }[];
}

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const page = read('docs/aws.md');

/** From a heading to the next one of any level. */
const section = (text: string, heading: string): string =>
  text.split(`\n${heading}\n`)[1]?.split(/\n#+ /)[0] ?? '';

const inPolicies = (text: string): readonly string[] =>
  blocksOf(text, 'json').flatMap(({ content }) =>
    (JSON.parse(content) as Policy).Statement.flatMap(({ Action }) => Action),
  );

/** From the policy of the page where it has one, else from the first column of its table. */
function permissionsOf(action: string): readonly string[] {
  const text = section(read(`actions/${action}/README.md`), '## Permissions');
  const policy = inPolicies(text);
  if (policy.length > 0) return policy;
  const columns = [...text.matchAll(/^\|([^|]*)\|/gm)].map(([, column = '']) => column);
  return columns.flatMap((column) => [...column.matchAll(/`(\w+:\w+)`/g)].map(([, name = '']) => name));
}

/** What deploy.yml puts on an image that it deployed. */
const taggingNeeds = [
  'ecr:GetAuthorizationToken',
  'ecr:DescribeRepositories',
  'ecr:DescribeImages',
  'ecr:BatchGetImage',
  'ecr:GetDownloadUrlForLayer',
  'ecr:PutImage',
];

test.each([
  ['AWS_ROLE_BUILD', ['build-push-ecr'], []],
  ['AWS_ROLE_SCAN', ['scan-image'], []],
  // The tag `deployed-…`: build-push-ecr's own tests say what a promotion inside one repository needs.
  ['AWS_ROLE_DEPLOY', ['render-task-def', 'deploy-ecs-with-rollback'], taggingNeeds],
])('the policy of %s allows what the pages of %j name, no more and no less', (role, actions, besides) => {
  const named = new Set([...actions.flatMap(permissionsOf), ...besides]);
  expect(named.size).toBeGreaterThan(3);
  expect(inPolicies(section(page, `### \`${role}\``)).toSorted()).toEqual([...named].sort());
});

test('what some gates ask for besides is what the page of scan-image says', () => {
  const table = section(read('actions/scan-image/README.md'), '## Permissions');
  const rows = [...table.matchAll(/^\| `(\w+:\w+)` \| Only for /gm)].map(([, name = '']) => name);
  expect(rows.length).toBeGreaterThan(3);
  const besides = section(page, '#### For `kev`, `epss-above` and what a service runs');
  expect(inPolicies(besides).toSorted()).toEqual(rows.toSorted());
});

test('every variable that the callable workflows read is explained, and no other', () => {
  const jobs = [...callableWorkflows(root).values()].flatMap((workflow) => workflow.jobs);
  const asked = new Set(jobs.flatMap(({ variables }) => variables.map(({ name }) => name)));
  const told = [...section(page, '## The variables').matchAll(/^\| `(\w+)` \|/gm)].map(
    ([, name = '']) => name,
  );
  expect(told.toSorted()).toEqual([...asked].sort());
});
