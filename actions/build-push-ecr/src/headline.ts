/** The one line that says how a run ended. */
import { stepWords } from './plan-words.ts';
import type { Placed } from './result.ts';
import { count, humanSize } from './size-words.ts';
import { standingWords } from './stopped-push.ts';

export function headline(result: Placed): string {
  const { repository, image, tags, ending, origin } = result;
  const named = tags.map(({ tag }) => tag).join(', ');
  switch (ending.kind) {
    case 'reused':
      return `Reused: ${repository} has ${image.digest} already as ${named}; nothing was ${origin.kind === 'earlier-build' ? 'built or pushed' : 'pushed'}.`;
    case 'planned':
      return `Dry run: ${image.digest} would be in ${repository} as ${named}; nothing was pushed.`;
    case 'pushed':
      return `${doneWords(result)}: ${image.digest} is in ${repository} as ${named}.`;
    case 'stopped':
      return `Stopped: ${standingWords(result)}.`;
  }
}

function doneWords({ origin, ending, plan }: Placed): string {
  const sent = 'result' in ending ? ending.result : { pushedBlobs: 0, pushedBytes: 0, mountedBlobs: 0 };
  switch (origin.kind) {
    case 'build':
      return `Built (${stepWords(origin.built.steps)}) and pushed`;
    case 'earlier-build':
      return 'Tagged what an earlier run built';
    case 'promotion':
      return `Promoted from ${origin.from}, ${movedWords(sent)}`;
    case 'layout':
      if (plan.imagePresent) return 'Tagged what was there';
      return `Pushed ${sentWords(sent)}`;
  }
}

interface Sent {
  readonly pushedBlobs: number;
  readonly pushedBytes: number;
  readonly mountedBlobs: number;
}

const sentWords = ({ pushedBlobs, pushedBytes }: Sent): string =>
  pushedBlobs === 0 ? 'no blobs' : `${count(pushedBlobs, 'blob')} (${humanSize(pushedBytes)})`;

/** `3 blobs (12 MB) copied and 5 blobs taken over inside the registry` */
function movedWords(sent: Sent): string {
  const { pushedBlobs, mountedBlobs } = sent;
  const parts = [
    ...(pushedBlobs === 0 ? [] : [`${sentWords(sent)} copied`]),
    ...(mountedBlobs === 0 ? [] : [`${count(mountedBlobs, 'blob')} taken over inside the registry`]),
  ];
  return parts.length === 0 ? 'no blob had to move' : parts.join(' and ');
}
