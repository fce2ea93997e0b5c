/** Why an alarm is in its state, in CloudWatch's words. Pure. */
import { breaches, type Comparison, type Condition, type Evaluation, type Seen } from './evaluation.ts';

const comparisons: Readonly<Record<Comparison, string>> = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

export interface ReasonCondition extends Condition {
  /** Whether the alarm was made with `DatapointsToAlarm`: then its reasons count "M out of the last N". */
  readonly countsDatapoints: boolean;
}

export function reasonOf(condition: ReasonCondition, evaluation: Evaluation): string {
  const { state, looked, filled } = evaluation;
  if (state === 'INSUFFICIENT_DATA') {
    return `Insufficient Data: ${counted(filled, 'datapoint')} ${wasWere(filled)} unknown.`;
  }
  const missing = missingText(condition, filled);
  if (looked.length === 0) {
    return `Threshold Crossed: no datapoints were received for ${counted(filled, 'period')} and ${missing}.`;
  }
  const tail = filled > 0 && isFilled(condition) ? ` and ${missing}` : '';
  return `Threshold Crossed: ${crossing(condition, evaluation)}${tail}${minimum(condition, evaluation)}.`;
}

function crossing(condition: ReasonCondition, { state, looked }: Evaluation): string {
  const { comparison, threshold, evaluationPeriods, countsDatapoints } = condition;
  const said = state === 'ALARM' ? '' : 'not ';
  const told = countsDatapoints ? looked.filter((seen) => decides(condition, state, seen)) : looked;
  const count = countsDatapoints
    ? `${told.length} out of the last ${evaluationPeriods} datapoints`
    : counted(told.length, 'datapoint');
  const relation = `${said}${comparisons[comparison]} the threshold (${decimal(threshold)})`;
  return `${count} [${told.map(datapointText).join(', ')}] ${wasWere(told.length)} ${relation}`;
}

/** Of an "M out of N" alarm only the datapoints that speak for the state are told. */
const decides = (condition: Condition, state: Evaluation['state'], { value }: Seen): boolean =>
  breaches(condition, value) === (state === 'ALARM');

function minimum(condition: ReasonCondition, { state }: Evaluation): string {
  const { countsDatapoints, datapointsToAlarm, evaluationPeriods } = condition;
  if (!countsDatapoints) return '';
  const [least, change] =
    state === 'ALARM'
      ? [datapointsToAlarm, 'OK -> ALARM']
      : [evaluationPeriods - datapointsToAlarm + 1, 'ALARM -> OK'];
  return ` (minimum ${counted(least, 'datapoint')} for ${change} transition)`;
}

const isFilled = ({ missingData }: Condition): boolean =>
  missingData === 'breaching' || missingData === 'notBreaching';

function missingText({ missingData }: Condition, filled: number): string {
  const treatment = missingData === 'breaching' ? 'Breaching' : 'NonBreaching';
  return `${counted(filled, 'missing datapoint')} ${wasWere(filled)} treated as [${treatment}]`;
}

const datapointText = ({ at, value }: Seen): string => `${decimal(value)} (${shortDate(at)})`;

/** `21/11/26 18:40:00`, in UTC. */
function shortDate(at: number): string {
  const [date = '', time = ''] = new Date(at).toISOString().split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}

/** As Java prints a double: always with a decimal. */
const decimal = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const wasWere = (count: number): string => (count === 1 ? 'was' : 'were');
