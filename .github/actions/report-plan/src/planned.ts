/** What the action plan has written: in which order what was planned, how that ended, and what Terraform said. */
import { inputFailure } from '@slipway/action-kit/failures';
import type { Files } from '@slipway/action-kit/ports';
import { planText } from './plan-text.ts';

const ends = ['changed', 'unchanged', 'waiting', 'failed'] as const;

export type End = (typeof ends)[number];

export interface Planned {
  /** A stack, or a check: `fmt`, `validate-service`. */
  readonly name: string;
  readonly end: End;
  /** Without what Terraform says of its own work. */
  readonly text: string;
}

/** @param folder that the action plan has written. */
export async function readPlanned(folder: string, files: Pick<Files, 'read'>): Promise<readonly Planned[]> {
  const lines = (await textOf(`${folder}/order`, files)).split('\n').filter((line) => line !== '');
  return Promise.all(
    lines.map(async (line) => {
      const [name = '', word = ''] = line.split(' ');
      const end = ends.find((each) => each === word);
      if (end === undefined || !/^[a-z-]+$/.test(name))
        throw notOfPlan(folder, `its line \`${line}\` is none`);
      return { name, end, text: planText(await textOf(`${folder}/${name}.txt`, files)) };
    }),
  );
}

async function textOf(path: string, files: Pick<Files, 'read'>): Promise<string> {
  try {
    return new TextDecoder().decode(await files.read(path));
  } catch (error) {
    throw notOfPlan(path, error instanceof Error ? error.message : String(error));
  }
}

const notOfPlan = (path: string, why: string) =>
  inputFailure({
    code: 'report-unreadable',
    what: `The report \`${path}\` can't be read`,
    why,
    hint: 'Give `report` the output of that name of the step plan, in the same job.',
  });
