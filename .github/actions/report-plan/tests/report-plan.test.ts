/** What is told of a plan: log, summary, comment; and what keeps a text from being more than a text. */
import { describe, expect, test } from '@jest/globals';
import { inputFailure } from '@slipway/action-kit/failures';
import type { Inputs } from '../src/inputs.ts';
import type { Ports, Put } from '../src/ports.ts';
import { reportPlan } from '../src/report-plan.ts';

const given: Inputs = {
  report: '/r',
  environment: 'production',
  service: 'web',
  role: undefined,
  destroy: false,
  comment: true,
  githubToken: 'ghs_job',
};

const changes = '  + resource "aws_vpc" "this" {}\n\nPlan: 1 to add, 0 to change, 0 to destroy.';

interface World {
  readonly files?: Readonly<Record<string, string>>;
  readonly pullRequest?: number | undefined;
  readonly put?: () => Promise<Put>;
}

function world({ files = {}, put, ...rest }: World = {}) {
  const comments: { number: number; marker: string; body: string }[] = [];
  const all: Readonly<Record<string, string>> = {
    '/r/order': 'registry unchanged\nplatform changed\nservice waiting\n',
    '/r/registry.txt': 'No changes.',
    '/r/platform.txt': changes,
    '/r/service.txt': "Error: couldn't find resource",
    ...files,
  };
  const ports: Ports = {
    files: {
      read: async (path) => {
        const content = all[path];
        if (content === undefined) throw new Error(`ENOENT: ${path}`);
        return new TextEncoder().encode(content);
      },
    },
    held: [],
    source: { workflow: 'Infrastructure', run: 'https://github.com/team/web/actions/runs/3' },
    pullRequest: async () => ('pullRequest' in rest ? rest.pullRequest : 7),
    comments: {
      put: async (number, marker, body) => {
        comments.push({ number, marker, body });
        return put === undefined ? 'created' : put();
      },
    },
  };
  return { ports, comments };
}

test('a comment says of each stack how it ends, with the plans folded behind it', async () => {
  const { ports, comments } = world();
  const { outputs, lines } = await reportPlan(given, ports);
  expect(comments).toEqual([
    {
      number: 7,
      marker: '<!-- slipway plan production%2Fweb Infrastructure -->',
      body: [
        '<!-- slipway plan production%2Fweb Infrastructure -->',
        '',
        '## Plan of production/web',
        '',
        '- registry: no changes',
        '- platform: 1 to add, 0 to change, 0 to destroy',
        "- service: can't be planned before those in front of it stand; the job that applies them plans and applies it",
        '',
        '<details><summary>platform</summary>',
        '',
        '```',
        changes,
        '```',
        '',
        '</details>',
        '',
        '<details><summary>service</summary>',
        '',
        '```',
        "Error: couldn't find resource",
        '```',
        '',
        '</details>',
        '',
        '<a href="https://github.com/team/web/actions/runs/3">The run</a>',
        '',
      ].join('\n'),
    },
  ]);
  expect(outputs).toEqual({ comment: 'created' });
  expect(lines.at(-1)).toBe('The comment on pull request 7 was written.');
  expect(lines).toContain('  + resource "aws_vpc" "this" {}');
});

test('the summary has the same, without a comment', async () => {
  const { ports, comments } = world();
  const { summary } = await reportPlan({ ...given, comment: false }, ports);
  expect(summary.markdown).toContain('## Plan of production/web');
  expect(summary.markdown).toContain(changes);
  expect(comments).toEqual([]);
});

test('what would be destroyed is said first; of a destroy nobody needs to be told', async () => {
  const files = { '/r/platform.txt': 'Plan: 0 to add, 0 to change, 3 to destroy.' };
  const { summary } = await reportPlan({ ...given, comment: false }, world({ files }).ports);
  expect(summary.markdown).toContain('⚠️ <b>3 of what is there would be destroyed.</b>');
  const away = await reportPlan({ ...given, comment: false, destroy: true }, world({ files }).ports);
  expect(away.summary.markdown).toContain('## Plan to destroy production/web');
  expect(away.summary.markdown).toContain('registry: nothing is there');
  expect(away.summary.markdown).not.toContain('⚠️');
});

test.each([
  [
    'fmt failed',
    'fmt',
    '- Files are not in their format: <code>terraform fmt &#45;recursive</code> writes it',
  ],
  ['validate-service failed', 'validate-service', '- service: its configuration is not valid'],
  ['service failed', 'service', "- service: can't be planned"],
])('%s', async (line, name, words) => {
  const files = { '/r/order': `${line}\n`, [`/r/${name}.txt`]: 'why' };
  const { summary } = await reportPlan({ ...given, comment: false }, world({ files }).ports);
  expect(summary.markdown.replace('terraform fmt -', 'terraform fmt &#45;')).toContain(words);
  expect(summary.markdown).toContain('```\nwhy\n```');
});

describe('what Terraform says stays text', () => {
  const hostile = '````\n</details>\n# @everyone #12\n<script>\n::error::x\u001b[31m';

  test('in a fence that nothing in it ends', async () => {
    const { ports, comments } = world({ files: { '/r/platform.txt': hostile } });
    await reportPlan(given, ports);
    expect(comments[0]?.body).toContain(
      `\n\`\`\`\`\`\n\`\`\`\`\n</details>\n# @everyone #12\n<script>\n::error::x\n\`\`\`\`\`\n`,
    );
  });

  test('without what looks like a credential', async () => {
    const { ports, comments } = world({ files: { '/r/platform.txt': '+ password = "correct-horse"' } });
    const { lines, summary } = await reportPlan(given, ports);
    expect(`${lines.join('\n')}${summary.markdown}${String(comments[0]?.body)}`).not.toContain('horse');
  });
});

describe('what is too long', () => {
  const long = Array.from({ length: 9000 }, (_, at) => `  + line ${String(at)}`).join('\n');

  test('is cut to what GitHub takes, with a word about it', async () => {
    const { ports, comments } = world({ files: { '/r/platform.txt': long, '/r/service.txt': long } });
    const { summary } = await reportPlan(given, ports);
    const body = comments[0]?.body ?? '';
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body.length).toBeGreaterThan(50_000);
    expect(
      body.match(/Cut here: these are \d+ of 9000 lines\. All of them are in the summary of the run\./g),
    ).toHaveLength(2);
    expect(summary.markdown).toContain('line 8999');
  });

  test('fits whatever is in it', async () => {
    const fences = '`'.repeat(60_000);
    const { ports, comments } = world({ files: { '/r/platform.txt': fences } });
    await reportPlan(given, ports);
    expect(comments[0]?.body.length).toBeLessThanOrEqual(65_536);
  });
});

describe('no comment', () => {
  test('on a run of no pull request', async () => {
    const { ports, comments } = world({ pullRequest: undefined });
    const { lines, outputs } = await reportPlan(given, ports);
    expect(lines.at(-1)).toBe('No comment: this run is of no pull request.');
    expect(outputs).toEqual({ comment: '' });
    expect(comments).toEqual([]);
  });

  test('without a token', async () => {
    const { annotations } = await reportPlan({ ...given, githubToken: undefined }, world().ports);
    expect(annotations?.map(({ message }) => message)).toEqual([
      '`github-token` is empty. The plan is in the summary of the run.',
    ]);
  });

  test('where GitHub refuses it: a warning, and the step is green', async () => {
    const put = async (): Promise<Put> => {
      throw inputFailure({ code: 'denied', what: 'It was refused', why: 'no right', hint: 'Give it.' });
    };
    const { annotations, failure } = await reportPlan(given, world({ put }).ports);
    expect(failure).toBeUndefined();
    expect(annotations?.[0]?.message).toContain('It was refused: no right');
  });
});

test.each([
  [{ '/r/order': 'service somehow\n' }, 'its line `service somehow` is none'],
  [{ '/r/order': '../x changed\n' }, 'its line `../x changed` is none'],
  [{ '/r/order': 'nothing changed\n' }, 'ENOENT: /r/nothing.txt'],
])('a report that the action plan has not written is refused: %j', async (files, words) => {
  await expect(reportPlan(given, world({ files }).ports)).rejects.toThrow(words);
});

describe('the number of the account', () => {
  const bare = '  + account_id = "111122223333"\n\nPlan: 1 to add, 0 to change, 0 to destroy.';

  test.each<[string, Partial<Inputs>, Readonly<Record<string, string>>]>([
    [
      'told by the plan of another stack',
      {},
      { '/r/service.txt': 'Error: arn:aws:iam::111122223333:role/x is not there' },
    ],
    ['told by the role of the job', { role: 'arn:aws-us-gov:iam::111122223333:role/slipway/plan' }, {}],
  ])('%s is hidden in all', async (_, inputs, files) => {
    const { ports, comments } = world({ files: { '/r/platform.txt': bare, ...files } });
    const { lines, summary } = await reportPlan({ ...given, ...inputs }, ports);
    const told = [...lines, summary.markdown, comments[0]?.body].join('\n');
    expect(told).not.toContain('111122223333');
    expect(told).toContain('+ account_id = "(account)"');
  });
});
