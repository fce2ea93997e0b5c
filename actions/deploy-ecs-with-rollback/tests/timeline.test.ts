/** The timeline of the summary: what is drawn, and that no text from outside can redraw it. */
import { describe, expect, test } from '@jest/globals';
import type { Moment } from '@slipway/rollout/facts';
import fc from 'fast-check';
import { gantt, mermaidText } from '../src/mermaid.ts';
import { momentSections } from '../src/moments.ts';
import { timelineOf } from '../src/timeline.ts';
import { arn, deploy, dying, unchangedDocument } from './world.ts';

const start = Date.UTC(2026, 10, 21);

test('a rollback is drawn from the first look to the proof, with the decision', async () => {
  const { result } = await deploy({ ecs: dying });
  const at = (seconds: number): string => String(start + seconds * 1000);
  expect(timelineOf(result.run).markdown).toBe(
    [
      '```mermaid',
      'gantt',
      'accTitle: The deployment of web in main',
      'dateFormat x',
      'axisFormat %H:%M:%S',
      'todayMarker off',
      'section Slipway',
      `0#58;00 watching :done, ${at(0)}, ${at(24)}`,
      `0#58;24 rolling back :crit, ${at(24)}, ${at(32)}`,
      `0#58;24 web#58;42 never became healthy#58; container web exited with code 1 (2 of 2 task#8230; :crit, milestone, ${at(24)}, ${at(24)}`,
      `0#58;32 rolled-back, web#58;41 serves :milestone, ${at(32)}, ${at(32)}`,
      'section Tasks',
      `0#58;24 task 0009 died#58; container web exited with code 1 :crit, milestone, ${at(24)}, ${at(24)}`,
      `0#58;24 task 0010 died#58; container web exited with code 1 :crit, milestone, ${at(24)}, ${at(24)}`,
      '```\n\n',
    ].join('\n'),
  );
});

test('a service that went back to no task at all is not drawn as one that serves', async () => {
  const { result } = await deploy({ ecs: dying });
  const end = { ...result.run.end, serving: { taskDefinition: arn(41), tasks: 0 } };
  expect(timelineOf({ ...result.run, end }).markdown).toContain('0#58;32 rolled-back, nothing serves :');
});

test('an end at the beginning is not drawn', async () => {
  const { result } = await deploy({ files: { 'web.json': unchangedDocument } });
  expect(timelineOf(result.run).markdown).toBe('');
});

describe('what was seen', () => {
  const task = (at: number, text: string): Moment => ({ at: start + at, kind: 'task', text });

  test('again is one row with its count, from the first to the last, whatever the ids', () => {
    const died = (id: string): string => `task ${id} died: container web exited with code 1`;
    const moments = [task(1000, died('a'.repeat(32))), task(5000, died('b'.repeat(32)))];
    expect(momentSections(moments, start)).toEqual([
      {
        title: 'Tasks',
        bars: [
          {
            label: '2 × task … died: container web exited with code 1',
            from: start + 1000,
            to: start + 5000,
            tone: 'alarming',
          },
        ],
      },
    ]);
  });

  test('of another cause has a row of its own', () => {
    const [tasks] = momentSections([task(1, 'exited with code 1'), task(2, 'exited with code 137')], start);
    expect(tasks?.bars.map(({ label }) => label)).toEqual(['exited with code 1', 'exited with code 137']);
  });

  test('as stages lasts until the next stage, and the last one until the end', () => {
    const stage = (at: number, text: string): Moment => ({ at: start + at, kind: 'stage', text });
    const [stages] = momentSections([stage(0, 'SCALE_UP'), stage(4000, 'BAKE_TIME')], start + 9000);
    expect(stages).toMatchObject({
      title: 'Stages of ECS',
      bars: [
        { label: 'SCALE_UP', from: start, to: start + 4000 },
        { label: 'BAKE_TIME', from: start + 4000, to: start + 9000 },
      ],
    });
  });

  test('too often to be drawn is counted: the first and the newest rows stay', () => {
    const moments = Array.from({ length: 30 }, (_, index) => task(index, `cause ${String(index)}`));
    const labels = momentSections(moments, start)[0]?.bars.map(({ label }) => label) ?? [];
    expect(labels).toHaveLength(12);
    expect(labels.slice(0, 5)).toEqual(['cause 0', 'cause 1', 'cause 2', '19 more', 'cause 22']);
    expect(labels.at(-1)).toBe('cause 29');
  });
});

describe('text from outside', () => {
  // What Mermaid and Markdown live on, and whatever else there is.
  const pieces = fc.oneof(
    fc.constantFrom(
      ...['```', '\n', '\r\n', ':', ';', '#', '%%', 'section x', 'title y', 'click a href', '%%{init: {}}%%'],
      ...['</script>', '---', ' :crit, 0, 1', 'gantt', 'dateFormat X', '\u202e', '\u0000', '\u2028', '😀'],
    ),
    fc.string({ unit: 'binary' }),
  );
  const hostile = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''));
  const drawn = (title: string, section: string, labels: readonly string[]): string => {
    const bars = labels.map((label) => ({ label, from: start, to: start, tone: 'plain' as const }));
    return gantt(title, start, [{ title: section, bars }]).markdown;
  };

  test('neither ends its line nor the block, and is letters, digits and entity codes', () => {
    fc.assert(
      fc.property(hostile, hostile, fc.array(hostile, { maxLength: 5 }), (title, section, labels) => {
        const lines = drawn(title, section, labels).trimEnd().split('\n');
        expect(lines).toHaveLength(labels.length + 8);
        expect([lines[0], lines.at(-1)]).toEqual(['```mermaid', '```']);
        const safe = /^(?:[\p{L}\p{N} .,()-]|#\d+;)*$/u;
        expect(lines[2]?.replace(/^accTitle: /, '')).toMatch(safe);
        expect(lines[6]?.replace(/^section /, '')).toMatch(safe);
        for (const line of lines.slice(7, -1)) {
          const [words = '', data, ...more] = line.split(' :');
          expect(words).toMatch(/^0#58;00/);
          expect(words).toMatch(safe);
          expect([data, more]).toEqual([`milestone, ${String(start)}, ${String(start)}`, []]);
        }
      }),
    );
  });

  test('is bounded: a chart of the longest rows stays far below what Mermaid draws', () => {
    const moments = (['stage', 'task', 'alarm', 'check', 'event'] as const).flatMap((kind) =>
      Array.from({ length: 500 }, (_, index) => ({
        at: start,
        kind,
        text: `${'😀'.repeat(99)}${String(index)}`,
      })),
    );
    const { markdown } = gantt('t', start, momentSections(moments, start));
    expect(markdown.split('\n').length).toBeLessThan(100);
    // Mermaid's own limit, `maxTextSize`.
    expect(markdown.length).toBeLessThan(50_000);
  });

  test('can be read as it was: each entity code stands for one character', () => {
    expect(mermaidText('web:42 – “a”')).toBe('web#58;42 #8211; #8220;a#8221;');
  });
});
