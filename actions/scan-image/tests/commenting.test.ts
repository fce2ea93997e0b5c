import { expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { withComment, type Commenting } from '../src/commenting.ts';
import type { WrittenFiles } from '../src/reporting/written-files.ts';
import { nothingWritten } from '../src/reporting/written-files.ts';
import { commentOf } from '../src/reporting/comment.ts';
import { judgedOf } from './reporting/judged.ts';

interface Put {
  readonly number: number;
  readonly marker: string;
  readonly body: string;
}

const source = { workflow: 'deploy', jobId: 'staging' };
const asked = { comment: true, githubToken: 'token' };

async function told(
  {
    inputs = asked,
    number = 12,
    puts = [],
    answer = 'created',
  }: {
    readonly inputs?: { readonly comment: boolean; readonly githubToken: string | undefined };
    readonly number?: number | undefined;
    readonly puts?: Put[];
    readonly answer?: 'created' | 'updated' | 'unchanged' | Error;
  },
  judged = judgedOf(),
): Promise<WrittenFiles> {
  const commenting: Commenting = {
    source,
    pullRequest: async () => (number === 0 ? undefined : number),
    comments: {
      put: async (of, marker, body) => {
        puts.push({ number: of, marker, body });
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
  };
  return withComment({ ...nothingWritten, remarks: ['SARIF was cut.'] }, judged, inputs, commenting);
}

test.each([
  ['created', 'The comment on pull request 12 was written.'],
  ['updated', 'The comment on pull request 12 was brought up to date.'],
  ['unchanged', 'The comment on pull request 12 was left as it is.'],
] as const)('a comment that was %s is said', async (answer, line) => {
  const puts: Put[] = [];
  expect(await told({ answer, puts })).toEqual({ ...nothingWritten, remarks: ['SARIF was cut.', line] });
  expect(puts).toEqual([{ number: 12, ...commentOf(judgedOf(), source) }]);
});

test('none is written unless it is asked for, and none in a dry run', async () => {
  const puts: Put[] = [];
  await told({ puts, inputs: { ...asked, comment: false } });
  await told({ puts }, judgedOf([], { dryRun: true }));
  expect(puts).toEqual([]);
});

test('a run of no pull request goes on without one', async () => {
  expect(await told({ number: 0 })).toMatchObject({
    remarks: ['SARIF was cut.', 'No comment: this run is of no pull request.'],
    annotations: [],
  });
});

test('one that can not be written is a warning with what to do', async () => {
  const refused = setupFailure({
    code: 'x',
    what: 'This token may not write it',
    hint: 'Give it the permission.',
  });
  const { annotations } = await told({ answer: refused });
  expect(annotations).toEqual([
    {
      level: 'warning',
      title: 'scan-image: no comment',
      message: 'This token may not write it. Give it the permission. The verdict stands without it.',
    },
  ]);
});

test('without a token it is said which input lacks', async () => {
  const { annotations } = await told({ inputs: { comment: true, githubToken: undefined } });
  expect(annotations[0]?.message).toMatch(/^`github-token` is empty\. /);
});
