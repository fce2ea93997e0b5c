/** What every SDK client is made with. Credentials and endpoints come from the environment, as AWS's own tools take them. */

export interface AwsConfig {
  readonly region: string;
  /** Attempts of one call in all, the first included; only what is transient is tried again. 3 when not set. */
  readonly maxAttempts?: number;
}

/**
 * The SDK itself waits for ever for a connection that is open and silent; then neither the deadline of a deployment
 * nor its way back would be kept. Milliseconds.
 */
const patience = { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true };

export const defaultAttempts = 3;

export function clientConfig({ region, maxAttempts = defaultAttempts }: AwsConfig): {
  region: string;
  maxAttempts: number;
  customUserAgent: [string, string][];
  requestHandler: { connectionTimeout: number; requestTimeout: number; throwOnRequestTimeout: boolean };
} {
  return { region, maxAttempts, customUserAgent: [['slipway', '0.1.0']], requestHandler: { ...patience } };
}
