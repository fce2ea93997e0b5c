/**
 * What a checker of workflows says wrongly, each with the reason why it is wrong. One that no longer occurs is a failure
 * of its own: a list that only grows would hide what is right one day.
 */

export interface FalseAlarm {
  /** Of the text it is said about, without its line. */
  readonly path: string;
  /** A part of the sentence. */
  readonly says: string;
  readonly because: string;
}

/** @param problems sentences that begin with the path of the text. */
export function sorted(problems: readonly string[], alarms: readonly FalseAlarm[]) {
  const isOf = (problem: string, { path, says }: FalseAlarm): boolean =>
    problem.startsWith(`${path}:`) && problem.includes(says);
  return {
    left: problems.filter((problem) => !alarms.some((alarm) => isOf(problem, alarm))),
    gone: alarms.filter((alarm) => !problems.some((problem) => isOf(problem, alarm))),
  };
}
