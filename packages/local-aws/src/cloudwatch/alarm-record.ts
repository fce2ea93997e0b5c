/** What is known of an alarm: what it watches, its state, and since when. */
import type { AlarmState } from '../ports.ts';
import type { AlarmSettings } from './alarm-settings.ts';

export interface AlarmRecord {
  readonly name: string;
  readonly arn: string;
  readonly settings: AlarmSettings;
  readonly configuredAt: number;
  readonly state: AlarmState;
  readonly reason: string;
  /** JSON */
  readonly reasonData: string | undefined;
  readonly updatedAt: number;
  readonly changedAt: number;
}
