/** How much GitHub lets a token ask for: docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api. */

export interface LimitFigures {
  /** Requests an hour of a job's own token, in its repository. */
  readonly jobHourly: number;
  /** Requests an hour of any other token. */
  readonly hourly: number;
  /** Requests that change something. */
  readonly writesPerMinute: number;
  readonly writesPerHour: number;
  /** A request that changes something is five, any other one. */
  readonly pointsPerMinute: number;
  /** Requests that are not answered yet. */
  readonly concurrent: number;
}

export const githubFigures: LimitFigures = {
  jobHourly: 1000,
  hourly: 5000,
  writesPerMinute: 80,
  writesPerHour: 500,
  pointsPerMinute: 900,
  concurrent: 100,
};
