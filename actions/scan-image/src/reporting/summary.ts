/** The job summary: the verdict and why first, then what decides, then everything else, folded. */
import { code, details, join, paragraph, type Markdown } from '@slipway/action-kit/markdown';
import type { JudgedImage } from '../judged-image.ts';
import type { ScannedPart } from '../looking/scanned-part.ts';
import { boundedTable, type Cell, type Room } from './bounded-table.ts';
import { fixedPart } from './fixed-part.ts';
import { ignoreConcerns } from './ignore-words.ts';
import { openingOf, sentenceList, type OpeningRoom } from './opening.ts';
import { restPart } from './rest-part.ts';
import { suppressedPart } from './suppressed-part.ts';
import { placeOf } from './suppression-words.ts';
import { counted, timeInWords } from './verdict-words.ts';
import { shortText } from './short-text.ts';

/** How much of each part there is room for; the sum leaves room for the sentences around them. */
interface SummaryRooms extends OpeningRoom {
  readonly rest: Room;
  readonly suppressed: Room;
  readonly fixed: Room;
  readonly parts: Room;
}

/** GitHub takes 1 MiB of summary a step. */
const rooms: SummaryRooms = {
  deciding: { rows: 200, bytes: 250_000 },
  rest: { rows: 200, bytes: 200_000 },
  suppressed: { rows: 200, bytes: 150_000 },
  fixed: { rows: 200, bytes: 100_000 },
  parts: { rows: 50, bytes: 50_000 },
  sentences: 30,
};

export function summaryOf(judged: JudgedImage): Markdown {
  return join(...openingOf(judged, rooms), ...foldedOf(judged));
}

function foldedOf(judged: JudgedImage): readonly Markdown[] {
  return [
    ...concernPart(judged),
    ...restPart(judged, rooms.rest),
    ...suppressedPart(judged.listed, rooms.suppressed),
    ...fixedPart(judged.comparison, rooms.fixed),
    ...partsPart(judged),
  ];
}

function concernPart({ ignores }: JudgedImage): readonly Markdown[] {
  const concerns = ignoreConcerns(ignores).map(({ ignore, words }) => `${placeOf(ignore.place)}: ${words}`);
  if (concerns.length === 0) return [];
  const title = `${counted(concerns.length, 'ignore')} to look after`;
  return [details(title, join(...sentenceList(concerns, rooms.sentences)))];
}

function partsPart({ parts, scanType, registry, region }: JudgedImage): readonly Markdown[] {
  if (parts.length === 0) return [];
  const rows = boundedTable(['Platform', 'Digest', 'Scanned'], parts, partRow, rooms.parts);
  const where = paragraph(`Scanning: ${scanType}; registry: ${registry}, ${region}`);
  return [details(counted(parts.length, 'scan'), join(rows, where))];
}

const partRow = ({ platform, digest, scannedAt }: ScannedPart): readonly Cell[] => [
  platform === '' ? 'the image' : shortText(platform, 100),
  code(shortText(digest, 100)),
  scannedAt === undefined ? 'no scan' : timeInWords(scannedAt),
];
