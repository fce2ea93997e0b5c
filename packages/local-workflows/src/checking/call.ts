/** One job that calls a workflow, and the words about what GitHub makes of it. */
import { nameOf, type WorkflowFile } from './workflow-files.ts';

export interface Call {
  readonly from: WorkflowFile;
  /** Id of the job that calls. */
  readonly job: string;
  readonly called: WorkflowFile;
}

export const place = ({ from, job }: Pick<Call, 'from' | 'job'>): string => `${nameOf(from)}, job ${job}`;

export const refusal = 'GitHub would refuse the whole run as a start-up failure, without a log.';
