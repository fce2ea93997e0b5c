/** The service's settings, all from the environment, as ECS and the image hand them over. */
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * @param {Record<string, string | undefined>} env
 * @param {() => string} readVersion the text of the image's VERSION file; throws when there is none
 * @returns {{ port: number, address: string, version: string, host: string, crashAfter: number | undefined }}
 */
export function readSettings(env, readVersion = versionFile) {
  return {
    port: wholeNumber('PORT', env.PORT) ?? 8080,
    address: env.HOST || '0.0.0.0',
    version: env.APP_VERSION || versionOf(readVersion),
    host: hostname(),
    // The switch that makes a bad build out of a good one; see README.md.
    crashAfter: wholeNumber('CRASH_AFTER_MS', env.CRASH_AFTER_MS),
  };
}

function wholeNumber(name, text) {
  if (text === undefined || text === '') return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  throw new Error(`${name} must be a whole number, but was "${text}".`);
}

function versionOf(readVersion) {
  try {
    return readVersion().trim() || 'unknown';
  } catch {
    return 'unknown';
  }
}

const versionFile = () => readFileSync(new URL('VERSION', import.meta.url), 'utf8');
