/** What act tells with `--json`: one object a line. Only these members are looked at. */

export interface ActLine {
  readonly msg: string;
  /** What it calls the job, padded. */
  readonly job?: string;
  /** As in the workflow that the job is in. */
  readonly jobID?: string;
  readonly matrix?: Readonly<Record<string, unknown>> | null;
  readonly jobResult?: string;
  readonly step?: string;
  /** Of the step, and of those around it when it is of a composite action. */
  readonly stepID?: readonly string[];
  readonly command?: string;
  readonly name?: string;
  readonly arg?: string;
  readonly content?: string;
  readonly kvPairs?: Readonly<Record<string, string>> | null;
  /** What the job itself wrote. */
  readonly raw_output?: boolean;
  readonly level?: string;
}

/** undefined for what is no such line. */
export function actLine(text: string): ActLine | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const line = JSON.parse(text) as Partial<ActLine>;
    return { ...line, msg: line.msg ?? '' };
  } catch {
    return undefined;
  }
}

/** Colours and other signs that steer a terminal go; what a container writes must not move the cursor of a person. */
export const printable = (text: string): string =>
  text.replaceAll(coloured, '').replaceAll(steering, '').trimEnd();

const coloured = new RegExp(String.raw`\u001b\[[0-9;?]*[ -/]*[@-~]`, 'g');
const steering = new RegExp(String.raw`(?![\t\n])\p{Cc}`, 'gu');
