/**
 * A simulated rollout as plain data: the service, how its images behave, what is asked for, and what happens
 * meanwhile. It is plain so that it can be made at random, shrunk, told in words and played again. Times are
 * milliseconds; those of what happens count from the start of the first run.
 */
import type { Request } from '@slipway/rollout/request';

/** How one container fares, counted from its start. */
export type Life =
  /** Passes every check from `after` on. */
  | { readonly kind: 'good'; readonly after: number }
  | { readonly kind: 'exits'; readonly after: number; readonly code: number }
  /** Runs, and never answers a check. */
  | { readonly kind: 'mute' }
  /** Passes its checks from the first second on, and fails them from `after` on. */
  | { readonly kind: 'sickens'; readonly after: number }
  | { readonly kind: 'never-starts'; readonly after: number; readonly reason: string };

/** Whose lives the tasks of an image lead, in the order of their start; the last one is everybody's from then on. */
export type Image = readonly [Life, ...Life[]];

export type ImageName = 'old' | 'new' | 'other';

export interface ServiceScene {
  readonly desired: number;
  /** Minimum healthy percent and maximum percent. */
  readonly percents: readonly [minimumHealthy: number, maximum: number];
  readonly breaker: 'off' | 'stop' | 'rollback';
  readonly checks: 'none' | 'container' | 'balancer';
  /** In which failed checks do not count. */
  readonly grace: number;
  /** Those that shift traffic need a load balancer. */
  readonly strategy: 'ROLLING' | 'BLUE_GREEN' | 'LINEAR' | 'CANARY';
  /** ECS's own, with an alarm or with a strategy that shifts traffic. */
  readonly bakeTime: number;
  /** What ECS does when the alarm goes off while it deploys. */
  readonly onAlarm: 'nothing' | 'stop' | 'rollback';
  /** ROLLING alone: whether ECS is done at the minimum healthy percent, and whether it waits for the old tasks. */
  readonly earlySuccess: 'off' | 'BLOCKING' | 'DEFERRED';
  /** Where traffic is shifted: whom ECS asks before it goes on. */
  readonly hook: HookScene | undefined;
}

/** A lifecycle hook: a function that answers after a while, or a pause that awaits a person. */
export interface HookScene {
  readonly stage: string;
  readonly asks: 'a person' | 'a function that agrees' | 'a function that refuses' | 'a function that hangs';
  /** Milliseconds until it has timed out. */
  readonly timeout: number;
  readonly onTimeout: 'CONTINUE' | 'ROLLBACK';
}

/** What somebody else does. */
export type Deed =
  | { readonly kind: 'deploys'; readonly image: ImageName }
  | { readonly kind: 'forces' }
  | { readonly kind: 'scales'; readonly to: number }
  | { readonly kind: 'stops-deployment' }
  /** Answers the hook that awaits a person. */
  | { readonly kind: 'answers-hook'; readonly action: 'CONTINUE' | 'ROLLBACK' }
  /** Ends one of the newest tasks, as a person does or as Spot capacity does. */
  | { readonly kind: 'ends-task'; readonly code: 'UserInitiated' | 'SpotInterruption' }
  | { readonly kind: 'deletes-service' };

export interface Happening {
  readonly at: number;
  readonly deed: Deed;
}

/** What goes wrong with calls of one operation: `times` of them, from the `nth` on (0 is the first). */
export interface Fault {
  readonly operation: string;
  readonly nth: number;
  readonly times: number;
  readonly kind:
    | 'throttled'
    /** HTTP 500 before anything was done, or after it was. */
    | 'fails-before'
    | 'fails-after'
    /** The connection breaks: the request, or only its answer, never comes. */
    | 'lost-request'
    | 'lost-answer'
    /** No answer for as long as the client waits; it was done, or was not. */
    | 'hangs-done'
    | 'hangs-undone'
    /** The request reaches ECS only after the client has given up. */
    | 'comes-late';
}

/** How a run ends before its time. */
export type Cut =
  | { readonly kind: 'cancelled'; readonly at: number }
  /** Dies right before or after its `nth` call (0 is the first) took effect. */
  | { readonly kind: 'killed'; readonly call: number; readonly when: 'before' | 'after' };

export interface Scene {
  readonly service: ServiceScene;
  readonly images: Readonly<Record<ImageName, Image>>;
  /** What was deployed before the run starts, each left alone for so long. */
  readonly earlier: readonly { readonly image: ImageName; readonly leftFor: number }[];
  readonly asked: Partial<Omit<Request, 'name'>>;
  /** What the first run is to deploy. */
  readonly wanted: ImageName;
  readonly happenings: readonly Happening[];
  /** When the only alarm there is goes off, and when it is OK again. */
  readonly alarms: readonly { readonly from: number; readonly until: number }[];
  /** When there is a place for so many tasks only; always enough when undefined. */
  readonly shortage: { readonly from: number; readonly until: number; readonly tasks: number } | undefined;
  /** What the service answers to the runner, when it is asked. */
  readonly endpoint: 'good' | 'bad' | 'silent' | 'good-at-last';
  /** Milliseconds to ECS and back. */
  readonly travel: readonly [there: number, back: number];
  /** How long reads of ECS lag behind writes. */
  readonly lag: number;
  readonly faults: readonly Fault[];
  /** Operations that the role may not call. */
  readonly denied: readonly string[];
  readonly cut: Cut | undefined;
  /** What comes after a run that was cut short: the post step of its job, then another run, or neither. */
  readonly after: readonly ('post-step' | 'run')[];
  /** For the jitter of the pauses. */
  readonly dice: number;
}
