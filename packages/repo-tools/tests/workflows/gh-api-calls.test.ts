/** What pages tell people to send to GitHub is what GitHub's own description of its API takes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { checkRequest } from '@slipway/local-github/description/requests';
import { descriptionOf, findOperation } from '@slipway/local-github/description/slice';
import { root } from '../../src/repository.ts';
import { ghApiCalls, type GhApiCall } from '../../src/workflows/gh-api-calls.ts';
import { pagesOf } from '../../src/workflows/workflow-texts.ts';

const description = descriptionOf('2022-11-28');

/** @throws Error where GitHub has no such operation, Refusal where it does not take what is sent */
function check({ method, path, body }: GhApiCall): void {
  const found = findOperation(description, method, path);
  if (found === undefined) throw new Error(`GitHub has no ${method} ${path}.`);
  checkRequest(description, found, { query: new URLSearchParams(), body });
}

/** Not in the slice, because nothing of Slipway asks for it; read in GitHub's description by hand. */
const byHand = 'POST /repos/OWNER/REPOSITORY/environments/$name/deployment-branch-policies';

/** What only reads does no harm, and much of it is not in the slice. */
const changes = pagesOf().flatMap((page) =>
  ghApiCalls(readFileSync(join(root, page), 'utf8'))
    .filter(({ method, path }) => method !== 'GET' && `${method} ${path}` !== byHand)
    .map((call) => ({ where: `${page}:${String(call.line)}`, ...call })),
);

test.each(changes)('$where is a request that GitHub takes', (call) => {
  expect(() => {
    check(call);
  }).not.toThrow();
});

test('reviewers, branches and nested fields are among what is checked', () => {
  expect(changes.map(({ body }) => body)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ reviewers: [{ type: 'User', id: 583231 }] }),
      { deployment_branch_policy: { protected_branches: true, custom_branch_policies: false } },
    ]),
  );
});

describe('refused is', () => {
  const page = (command: string): string => `\`\`\`sh\n${command}\n\`\`\`\n`;
  test.each([
    [
      'a member that GitHub does not know',
      "gh api --method PUT repos/O/R/environments/e -F 'branch_policy[protected_branches]=true'",
      /branch_policy/,
    ],
    [
      'a type that it does not take',
      'gh api --method PUT "repos/O/R/environments/$name" --input - <<\'END\'\n{ "reviewers": [{ "type": "Users", "id": 1 }] }\nEND',
      /"Users" is not a member/,
    ],
    [
      'an operation that it does not have',
      "gh api --method PUT repos/O/R/environment/e -F 'a=1'",
      /has no PUT/,
    ],
  ])('%s', (_, command, says) => {
    expect(() => {
      ghApiCalls(page(command)).forEach(check);
    }).toThrow(says);
  });

  test('what is sent without a method, which is then POST', () => {
    const command = 'gh api repos/O/R/environments/e/policies -f name=main';
    expect(() => ghApiCalls(page(command)).forEach(check)).toThrow('GitHub has no POST');
  });

  test('a body that is given in another way', () => {
    expect(() => ghApiCalls(page('gh api --method PUT repos/O/R/environments/e --input body.json'))).toThrow(
      'not known what is sent',
    );
  });
});
