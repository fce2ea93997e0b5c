/**
 * A transcript without what depends on the speed of the machine: how far tasks are at a look, what lasted no longer
 * than the time between two looks, and when it was.
 */
export const steady = (transcript: string): string => counted(withoutChance(transcript));

const withoutChance = (transcript: string): string =>
  [drawing, fleeting, notNamedYet, stillRegistering, everyTargetHealthy].reduce(
    (text, lines) => text.replace(lines, ''),
    onlyFirst(stage, '  ‹elapsed› ‹stages›\n', servingWhileStuck(transcript))
      .replace(/(?:‹elapsed›|\d+)#58;\d\d(?= )/g, '‹elapsed›')
      .replace(/(?:\d\d:\d\d:\d\d|‹elapsed›) UTC/g, '‹time of day›')
      .replace(/\d+ min(?: ‹elapsed›)?/g, '‹elapsed›')
      .replace(/(?<=took over from .*serves now with )\d+/g, '‹n›'),
  );

/** How far tasks are; a rollback of ECS that is under way; what the scheduler tells beside a death. */
const fleeting =
  /^ {2}‹elapsed› (?:(?:still )?(?:[A-Z_]+, )?\d+ of \d+ new tasks? running|ECS prepares the deployment|ECS is rolling back|the service (?:was|is) unable|the service \(task).*\n/gm;
const notNamedYet =
  /^ {2}(?:ECS has not named the deployment of .* yet|Waiting for deployment ‹id 1› of web:1, which is [A-Z_]+)\.\n/gm;
/** What is drawn has tests of its own. */
const drawing = /^ {2}```mermaid\n(?: {2}.*\n)*? {2}```\n/gm;

/** A target of the task that replaces a dead one, when the evidence happens to find it. */
const stillRegistering = /^ {2}(?:Load balancer:\n(?: {4}.*\n)+|\| Target \| State .*\n(?: {2}\|.*\n)+\n)/gm;
const everyTargetHealthy = /^ {2}- Load balancer: every target is healthy\.\n/gm;

const stage = /^ {2}‹elapsed› [A-Z]+_[A-Z_]+(?::.*|)\n/gm;

/** The first line stands for all. */
function onlyFirst(line: RegExp, instead: string, text: string): string {
  let count = 0;
  return text.replace(line, () => ((count += 1) === 1 ? instead : ''));
}

/** A bad deployment that is left alone goes on: whether its next task runs already at the last look is chance. */
function servingWhileStuck(transcript: string): string {
  if (!/^ {2}outcome: stuck$/m.test(transcript)) return transcript;
  return transcript
    .replace(
      /What serves now could not be proven\.|web:\d+ serves now with \d+ tasks?\./g,
      '‹what serves now›.',
    )
    .replace(/^ {2}serving-task-definition-arn:.*$/gm, '  serving-task-definition-arn: ‹what serves now›')
    .replace(/^( {2}\| <code>[^|]*\|[^|]*\|)[^|]*\|/gm, '$1 ‹what serves now› |');
}

/** Ids are counted anew: some stood in lines that are left out. */
function counted(text: string): string {
  const known = new Map<string, number>();
  return text.replace(/‹id \d+›/g, (id) => {
    const number = known.get(id) ?? known.size + 1;
    known.set(id, number);
    return `‹id ${String(number)}›`;
  });
}
