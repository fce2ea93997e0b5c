/**
 * Which causes no retry cures: a list of what is known to stay, because a rollback for a cause that passes is worse
 * than one that comes a little later. Whatever is not on it (a registry under load, a full disk, a name that can't be
 * resolved) is left to the rules that count deaths.
 */

/** after-one: hopeless at the first time; after-two: hopeless when it repeats; no: it may pass. */
export type Permanence = 'after-one' | 'after-two' | 'no';

/** The image is not there, may not be had, or is for another platform. */
const imageStaysAway =
  /\bnot found\b|manifest unknown|name unknown|\bdoes not exist\b|\baccess denied\b|AccessDenied|not authorized|(?:matching|match for) platform|invalid reference format/i;

/** A secret, a log group or a permission is missing, or the image holds nothing that this platform can start. */
const startStaysImpossible =
  /ResourceNotFoundException|AccessDenied|\baccess denied\b|not authorized|can.t find the specified secret|invalid ssm parameters|\bdoes not exist\b|exec format error|executable file not found|no such file or directory|permission denied|no command specified|(?:matching|match for) platform/i;

/** A text that tells of both is told by these: another try may succeed. */
const passes =
  /time-?out|timed out|deadline exceeded|cancell?ed|too ?many ?requests|rate exceeded|throttl|no space left|connection re(?:set|fused)|temporar/i;

/** @param reason as ECS gives it. */
export function permanenceOf(reason: string): Permanence {
  const said = withoutNames(reason);
  if (passes.test(said)) return 'no';
  if (/CannotPull/.test(said)) return imageStaysAway.test(said) ? 'after-one' : 'no';
  return startStaysImpossible.test(said) ? 'after-two' : 'no';
}

/** Images, addresses, paths and ARNs: `api/orders:build-512` says nothing about why it could not be had. */
const withoutNames = (reason: string): string => reason.replace(/\S*[/:@]\S+/g, '…');
