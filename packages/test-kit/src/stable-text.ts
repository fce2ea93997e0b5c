/**
 * Replaces what differs from run to run (ports, ids, digests, times, temporary folders) by names that stay: the same
 * thing gets the same name throughout one text, so that a snapshot still shows which is which.
 */

interface Kind {
  readonly kind: string;
  readonly pattern: RegExp;
}

const kinds: readonly Kind[] = [
  { kind: 'digest', pattern: /sha256:[0-9a-f]{64}/g },
  { kind: 'uuid', pattern: /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g },
  // The random last part of ARNs: tasks, service deployments, service revisions, target groups; and of console links.
  {
    kind: 'id',
    pattern:
      /(?:\b|(?<=\$252F))[0-9a-f]{32}\b|\b[0-9a-f]{16}\b|\becs-svc\/\d{10,20}\b|(?<=\/)[A-Za-z0-9_-]{21}\b|(?<=\/)\d{12,20}\b|\b\d{17,20}\b/g,
  },
  { kind: 'commit', pattern: /\b[0-9a-f]{40}\b/g },
  { kind: 'port', pattern: /(?<=(?:127\.0\.0\.1|localhost|\[::1\])(?::|#58;))\d{2,5}\b/g },
  {
    kind: 'temporary folder',
    pattern: /(?<![\w/:.-])(?:\/[\w.+-]+)+\/(?:slipway-[\w.-]+)(?=\/|\s|$|["'`)])/g,
  },
];

const time: Kind = { kind: 'time', pattern: /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?/g };

/** Elapsed times are not told apart: no two runs agree on them. */
const elapsed = /\b(?:\d+h )?(?:\d+m )?\d+(?:\.\d+)? ?(?:s|ms|seconds)\b/g;

/** Minutes and seconds that open a line of the log: `0:07 1 of 2 tasks healthy`. */
const clockAtStart = /^( *)(?:\d+:)?\d{1,2}:\d\d(?= )/gm;

/** `duration-seconds: 83` among the outputs. */
const durationOutput = /^( *duration-seconds): \d+$/gm;

/** Trailing white space goes as well. */
export function stableText(text: string): string {
  return named([...kinds, time], text)
    .replace(elapsed, '‹elapsed›')
    .replace(clockAtStart, '$1‹elapsed›')
    .replace(durationOutput, '$1: ‹elapsed›');
}

/** Of a run whose times are the same whenever it is run: they stay. */
export const namedText = (text: string): string => named(kinds, text);

function named(all: readonly Kind[], text: string): string {
  const names = all.reduce((rest, { kind, pattern }) => {
    const known = new Map<string, string>();
    return rest.replace(pattern, (found) => {
      const name = known.get(found) ?? `‹${kind} ${String(known.size + 1)}›`;
      known.set(found, name);
      return name;
    });
  }, text);
  return names.replace(/[ \t]+$/gm, '');
}
