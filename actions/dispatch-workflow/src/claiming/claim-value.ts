/**
 * What the variable of a claim holds: one line of JSON, for the next step that meets it and for people. It comes back
 * from GitHub as text that anybody with the permission may have written.
 */
import type { Marking, StartedRun, Target } from '../finding/ports.ts';

export interface ClaimValue {
  /** The random id of the claim; its marker is made of it. */
  readonly claim: string;
  readonly kind: Target['kind'];
  /** Of the workflow or the event. */
  readonly target: string;
  readonly ref: string | undefined;
  readonly marking: Marking;
  /** The page of the run that claimed it; '' when it had none. */
  readonly by: string;
  /** Known to be dispatched, whichever run it was. */
  readonly started: boolean;
  readonly run: StartedRun | undefined;
  /** How many have held it, where somebody took over: so many locks, less one, may be left. */
  readonly holders?: number | undefined;
}

/** More than ever take over one claim: what says so is not ours. */
const mostHolders = 100;

export function writeClaim({
  claim,
  kind,
  target,
  ref,
  marking,
  by,
  started,
  run,
  holders = 1,
}: ClaimValue): string {
  return JSON.stringify({
    claim,
    [kind]: target,
    ...(ref === undefined ? {} : { ref }),
    marker: marking,
    by,
    ...(holders > 1 ? { holders } : {}),
    ...(started ? { started } : {}),
    ...(run === undefined ? {} : { run: run.id, url: run.url }),
  });
}

/** Undefined when it is not a claim. */
export function readClaim(text: string): ClaimValue | undefined {
  const fields = fieldsOf(text);
  const word = (name: string): string | undefined => {
    const value = fields[name];
    return typeof value === 'string' ? value : undefined;
  };
  const claim = word('claim');
  const kind = word('event') === undefined ? 'workflow' : 'event';
  const target = word(kind);
  const run = runOf(fields.run, word('url'));
  if (claim === undefined || !/^[0-9a-f]{16}$/.test(claim) || target === undefined) return undefined;
  if (fields.run !== undefined && run === undefined) return undefined;
  return {
    claim,
    kind,
    target,
    ref: word('ref'),
    marking: markingOf(word('marker')),
    by: word('by') ?? '',
    started: fields.started === true || run !== undefined,
    run,
    ...(isHolders(fields.holders) ? { holders: fields.holders } : {}),
  };
}

const isHolders = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) > 1 && Number(value) <= mostHolders;

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** A person who writes the run by hand may leave its page out. */
function runOf(id: unknown, url = ''): StartedRun | undefined {
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? { id, url } : undefined;
}

/** What is not known is taken for the one that excludes least. */
const markingOf = (word: string | undefined): Marking =>
  word === 'shown' || word === 'none' ? word : 'sent';
