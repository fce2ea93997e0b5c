/**
 * Sentences in which the pages of runs, jobs and steps can be clicked. Only the pages that a
 * result itself holds become links: what else a sentence names is somebody else's words.
 */
import { link, message, sentence, type Markdown } from '@slipway/action-kit/markdown';
import type { Begun, Result } from '../result.ts';
import { failedSteps, stepUrl } from '../following/failed-parts.ts';
import { lastLook } from '../following/follow.ts';
import { urlOf } from './outputs.ts';

/** @param words as `message` of action-kit takes them. @param pages what may be linked. */
export function linked(words: string, pages: readonly string[]): Markdown {
  const known = new Set(pages);
  const parts = words.split(/(https?:\/\/[^\s<>"'`()]*[^\s<>"'`().,;:])/);
  // Code that spans a page stays whole: marks come in pairs within a part, or nothing is split.
  if (parts.some((part) => part.split('`').length % 2 === 0)) return message(words);
  return sentence(...parts.map((part) => (known.has(part) ? link(part, part) : message(part))));
}

/** All pages that a result names. */
export function pagesOf(result: Result): readonly string[] {
  if (result.kind !== 'begun') return [];
  const url = urlOf(result);
  return [url, ...jobPages(result), ...('by' in result.beginning ? runPages(result.beginning.by, url) : [])];
}

function jobPages({ followed }: Begun): readonly string[] {
  const jobs = followed === undefined ? [] : (lastLook(followed)?.jobs ?? []);
  return jobs.flatMap((job) => [job.url, ...failedSteps(job).map((step) => stepUrl(job, step))]);
}

/** Who claimed a key is told by a variable, which others may write: no page but one of this server. */
function runPages(by: string, url: string): readonly string[] {
  const origin = (page: string): string | undefined =>
    URL.canParse(page) ? new URL(page).origin : undefined;
  const isRun = /^[^?#]*\/actions\/runs\/\d+(?:\/attempts\/\d+)?$/.test(by);
  return isRun && origin(by) === origin(url) ? [by] : [];
}
