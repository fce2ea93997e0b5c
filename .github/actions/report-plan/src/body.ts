/** A plan as Markdown in which nothing that Terraform said is Markdown: each text in a fence, folded, as far as there is room. */
import {
  block,
  bold,
  details,
  heading,
  join,
  list,
  message,
  paragraph,
  sentence,
  text,
  type Markdown,
} from '@slipway/action-kit/markdown';
import { cutTo, shares } from './room.ts';
import type { Planned } from './planned.ts';
import { lineOf, titleOf, warningOf, type About } from './words.ts';

export interface Body {
  /** Titles and lines. */
  readonly head: Markdown;
  /** The texts. */
  readonly plans: Markdown;
}

/** @param elsewhere where all is that has no room: `the log`. @param room for the texts, in characters. */
export function bodyOf(
  planned: readonly Planned[],
  about: About,
  { room, elsewhere }: { readonly room: number; readonly elsewhere: string },
): Body {
  const warning = warningOf(planned, about);
  const head = join(
    heading(titleOf(about)),
    ...(warning === undefined ? [] : [paragraph('⚠️ ', bold(text(warning)))]),
    list(planned.map((each) => sentence(message(lineOf(each, about))))),
  );
  const told = planned.filter(({ end, text: said }) => end !== 'unchanged' && said !== '');
  const rooms = shares(
    told.map(({ text: said }) => said.length),
    room,
  );
  const plans = told.map(({ name, text: said }, index) => {
    const cut = cutTo(said, rooms[index] ?? 0, elsewhere);
    return details(name, join(block(cut.text), ...(cut.note === undefined ? [] : [paragraph(cut.note)])));
  });
  return { head, plans: join(...plans) };
}
