/** A call of the double: it is recorded, and may strike a fault before or after it takes effect. */
import type { EcsState } from './state.ts';

export function called(state: EcsState, call: string): void {
  state.calls.push(call);
  strike(state, call, 'before');
}

export function strike({ faults }: EcsState, call: string, when: 'before' | 'after'): void {
  const fault = faults.find((each) => each.call === call && each.when === when && each.times > 0);
  if (fault === undefined) return;
  fault.times -= 1;
  throw fault.failure;
}
