/** The comment on a pull request, found again by its first line, and within what GitHub takes. */
import { join, link, paragraph, type Markdown } from '@slipway/action-kit/markdown';
import { quietMarkdown } from '@slipway/action-kit/quiet-markdown';
import { bodyOf } from './body.ts';
import type { Planned } from './planned.ts';
import type { About } from './words.ts';

export interface PullRequestComment {
  /** The first line of the body. */
  readonly marker: string;
  readonly body: string;
}

/** What GitHub takes. */
const mostCharacters = 65_536;

/** Room for the texts, tried one after the other: fences, folds and notes need some as well. */
const rooms = [62_000, 50_000, 20_000, 0];

export interface CommentSource {
  readonly workflow: string | undefined;
  /** Page of the run; undefined where there is none. */
  readonly run: string | undefined;
}

export function commentOf(
  planned: readonly Planned[],
  about: About,
  { workflow = '', run }: CommentSource,
): PullRequestComment {
  const marker = markerOf(about, workflow);
  for (const room of rooms) {
    const { head, plans } = bodyOf(planned, about, { room, elsewhere: 'the summary of the run' });
    // In a fence GitHub looks for nothing, and nobody wants to copy what can't be seen.
    const body =
      `${marker}\n\n${quietMarkdown(head)}${plans.markdown}${quietMarkdown(footOf(run))}`.trimEnd();
    if (body.length < mostCharacters) return { marker, body: `${body}\n` };
  }
  return { marker, body: `${marker}\n\nThe plan is in the summary of the run.\n` };
}

const footOf = (run: string | undefined): Markdown =>
  run === undefined ? join() : paragraph(link('The run', run));

/** Hidden; nothing in it ends the HTML comment. */
function markerOf({ target, destroy }: About, workflow: string): string {
  const parts = [target, workflow, ...(destroy ? ['destroy'] : [])];
  return `<!-- slipway plan ${parts
    .map((part) => encodeURIComponent(part).replaceAll('-', '%2D'))
    .join(' ')
    .trimEnd()} -->`;
}
