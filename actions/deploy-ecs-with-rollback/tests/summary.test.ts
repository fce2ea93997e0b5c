/** The job summary: headline, facts and evidence as Markdown that nothing from outside can break out of. */
import { describe, expect, test } from '@jest/globals';
import { summaryOf } from '../src/summary.ts';
import { deploy, dying, region, step, type Scene } from './world.ts';

async function summary(scene: Scene = {}): Promise<string> {
  return (await step(scene)).runner.summary;
}

const rows = (markdown: string): readonly string[] =>
  markdown.split('\n').filter((line) => line.startsWith('|'));

test('a success is short: headline, facts, timeline and a link', async () => {
  expect((await summary()).split('\n\n')).toEqual([
    '## ✅ web in main: succeeded',
    'web:42 serves with 2 tasks after 1 min.',
    [
      '| Asked for | Before | Serves now | Deployment | Outcome | Deploying | Way back | In all |',
      '| --- | --- | --- | --- | --- | --- | --- | --- |',
      '| <code>web:42</code> | <code>web:41</code> | <code>web:42</code> | <a href="https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/main/services/web/deployments?region=eu-west-1">0007</a> | succeeded | 1 min | – | 1 min |',
    ].join('\n'),
    expect.stringMatching(/^```mermaid\n[^`]+\n```$/),
    '<a href="https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/main/services/web/health?region=eu-west-1">The service in the AWS console</a>',
    '',
  ]);
});

test('a rollback says what died, of what, its last lines, what serves and what to do', async () => {
  const text = await summary({ ecs: dying });
  expect(text).toMatch(/^## ❌ web in main: rolled-back\n/);
  expect(text).toContain('web:41 serves again, proven by 2 running tasks after 8 s.');
  expect(text).toContain('Correct what the evidence names and deploy again.');
  expect(text).toContain('### Evidence');
  expect(rows(text).at(-1)).toBe(
    '| 2 tasks | container web exited with code 1 | 1 | <a href="https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/main/services/web/tasks/0010/configuration?region=eu-west-1">0010</a> |',
  );
  expect(text).toContain('```\nstarting\nError: no database\n```');
  expect(text).toContain('Load balancer: the service has no load balancer.');
});

test('an end that could not be proven says so', async () => {
  const { result } = await deploy({ ecs: dying });
  const end = { ...result.run.end, serving: undefined };
  const { markdown } = summaryOf({ ...result.run, end }, region, []);
  expect(rows(markdown)[2]).toContain('| not proven |');
  expect(markdown).toContain('What serves now could not be proven.');
});

test('a revision of which no task runs serves nothing', async () => {
  const { result } = await deploy({ ecs: dying });
  const { serving } = result.run.end;
  if (serving === undefined) throw new Error('nothing was proven');
  const end = { ...result.run.end, serving: { ...serving, tasks: 0 } };
  expect(rows(summaryOf({ ...result.run, end }, region, []).markdown)[2]).toContain('| nothing |');
});

describe('evidence', () => {
  const absent = (why: string) => ({ kind: 'absent', why }) as const;

  test('that could not be had says why', async () => {
    const { result } = await deploy({ ecs: dying });
    const evidence = {
      deaths: absent('access denied'),
      log: absent('there was no answer within 5 s'),
      targets: absent('every target is healthy'),
      breaker: undefined,
      alarms: absent('access denied to alarms'),
      events: absent('the service told of nothing unusual'),
    };
    const { markdown } = summaryOf({ ...result.run, end: { ...result.run.end, evidence } }, region, []);
    expect(markdown).toContain('Stopped tasks: access denied.');
    expect(markdown).toContain('Container log: there was no answer within 5 s.');
    expect(markdown).toContain('Load balancer: every target is healthy.');
    expect(markdown).toContain('Circuit breaker: ECS did not tell its count.');
    expect(markdown).toContain('Alarms: access denied to alarms.');
    expect(markdown).toContain('Events of the service: the service told of nothing unusual.');
  });

  test('of targets, breaker, alarms and events is told', async () => {
    const { result } = await deploy({ ecs: dying });
    const target = {
      host: '10.0.0.7',
      port: 8080,
      state: 'unhealthy',
      reason: 'Target.ResponseCodeMismatch',
      description: 'Health checks failed with these codes: [500]',
    };
    const evidence = {
      deaths: absent('none'),
      log: absent('none'),
      targets: { kind: 'found', value: [target, { ...target, port: undefined, description: undefined }] },
      breaker: { status: 'TRIGGERED', failures: 3, threshold: 3 },
      alarms: { kind: 'found', value: [{ name: 'web-5xx', state: 'ALARM', reason: '3 of 3 > 1' }] },
      events: {
        kind: 'found',
        value: [{ id: '1', at: 61_000, message: '(service web) was unable to place a task.' }],
      },
    } as const;
    const { markdown } = summaryOf({ ...result.run, end: { ...result.run.end, evidence } }, region, []);
    expect(rows(markdown).slice(-5)).toEqual([
      '| 10.0.0.7:8080 | unhealthy | Target.ResponseCodeMismatch: Health checks failed with these codes: &#91;500&#93; |',
      '| 10.0.0.7 | unhealthy | Target.ResponseCodeMismatch |',
      '| Alarm | State | Reason |',
      '| --- | --- | --- |',
      '| <a href="https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/web-5xx">web-5xx</a> | ALARM | 3 of 3 &#62; 1 |',
    ]);
    expect(markdown).toContain(
      'Events of the service, the newest first:\n\n- 00:01:01 UTC &#40;service web&#41; was unable to place a task.\n',
    );
    expect(markdown).toContain('Circuit breaker: TRIGGERED, 3 of 3 failures.');
  });
});

describe('text from outside', () => {
  const hostile = '</td><script>alert(1)</script>|`x`![](http://evil.example)@team\n| a | b |';

  test('of a container log stays in its block, and breaks neither headline nor table', async () => {
    const text = await summary({ ecs: dying, log: ['```', hostile, '::error::x', '````', 'the end | `|`'] });
    const opened = text.indexOf('`````\n```\n');
    expect(opened).toBeGreaterThan(0);
    const closed = text.indexOf('\n`````\n', opened + 6);
    const outside = text.slice(0, opened) + text.slice(closed);
    expect(text.slice(opened, closed)).toContain('::error::x\n````\nthe end | `|`');
    expect(outside).not.toMatch(/<script|<\/td|!\[|evil\.example|@team/);
    expect(outside).toContain('last line: &#96;the end &#124; &#96;&#124;&#96;&#96;');
    // Two tables of a header, a rule and one row.
    expect(rows(outside)).toHaveLength(6);
  });

  test('of a headline is text', async () => {
    const text = await summary({ ecs: dying, log: [hostile] });
    const headline = text.split('\n')[2] ?? '';
    expect(headline).toContain('web:41 serves again');
    expect(headline).not.toMatch(/[<|`]|!\[|@team|http:/);
  });

  test('of a stopped task fills one cell', async () => {
    const cannotPull = `CannotPullContainerError: ${hostile}`;
    const text = await summary({ ecs: { behaviours: { 42: { cannotPull } } } });
    expect(text).not.toMatch(/<script|<\/td|!\[|@team/);
    const cells = rows(text).find((row) => row.includes('CannotPull'));
    expect(cells?.split(' | ')).toHaveLength(4);
  });
});
