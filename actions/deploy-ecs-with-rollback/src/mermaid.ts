/**
 * Gantt charts in Mermaid, as GitHub draws them in a job summary. It stands apart because Mermaid has a grammar of its
 * own: every label is made of letters, digits and entity codes here, so that none can end its line or begin another.
 */
import { block, type Markdown } from '@slipway/action-kit/markdown';
import { oneLine } from '@slipway/action-kit/untrusted';
import { elapsed } from '@slipway/rollout/names';

/** One row of the chart. */
export interface Bar {
  readonly label: string;
  /** Milliseconds since the epoch; equal times are a milestone. */
  readonly from: number;
  readonly to: number;
  readonly tone: 'plain' | 'muted' | 'alarming';
}

export interface Section {
  readonly title: string;
  readonly bars: readonly Bar[];
}

/** Longer ones leave no room for the picture. */
const labelLimit = 80;

/**
 * @param title is read out by screen readers.
 * @param start what the times before the labels are counted from, milliseconds since the epoch.
 */
export function gantt(title: string, start: number, sections: readonly Section[]): Markdown {
  const lines = [
    'gantt',
    `accTitle: ${mermaidText(title)}`,
    'dateFormat x',
    // The reader's own time of day.
    'axisFormat %H:%M:%S',
    'todayMarker off',
    ...sections.flatMap((section) => [
      `section ${mermaidText(section.title)}`,
      ...section.bars.map((bar) => lineOf(bar, start)),
    ]),
  ];
  return block(lines.join('\n'), 'mermaid');
}

const tags = { plain: '', muted: 'done, ', alarming: 'crit, ' } as const;

/** A time stands first: a word there could be one of Mermaid's own. */
function lineOf({ label, from, to, tone }: Bar, start: number): string {
  const milestone = from === to ? 'milestone, ' : '';
  const words = mermaidText(`${elapsed(from - start)} ${label}`);
  return `${words} :${tags[tone]}${milestone}${String(from)}, ${String(to)}`;
}

/** Text that Mermaid shows as it is: what may mean something to it becomes an entity code. */
export function mermaidText(text: string): string {
  return oneLine(text, labelLimit).replace(
    /[^\p{L}\p{N} .,()-]/gu,
    (character) => `#${String(character.codePointAt(0))};`,
  );
}
