/** What every SDK client is made with. Credentials and endpoints come from the environment, as AWS's own tools take them. */

export interface AwsConfig {
  readonly region: string;
  /** Attempts of one call in all, the first included; only what is transient is tried again. 3 when not set. */
  readonly maxAttempts?: number;
}

export function clientConfig({ region, maxAttempts = 3 }: AwsConfig): {
  region: string;
  maxAttempts: number;
  customUserAgent: [string, string][];
} {
  return { region, maxAttempts, customUserAgent: [['slipway', '0.1.0']] };
}
