/**
 * URLs that carry a password. What only looks so: a port, a placeholder, a tag before a digest, and a password for the
 * machine itself, which opens nothing from elsewhere.
 */
import { placeholder } from './placeholders.ts';

const scheme = String.raw`(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,20}:\/\/`;

/** Of databases, queues and mail: whoever writes one by hand forgets to encode the password. */
const loose = String.raw`(?<![A-Za-z0-9+.-])(?:postgres(?:ql)?|mysql2?|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|mssql|sqlserver|clickhouse|nats|ftps?|sftp|smtps?)(?:\+[a-z0-9]{1,20})?:\/\/`;

const user = String.raw`[^\s/:@?#]{0,200}`;
const here = String.raw`@(?:localhost|127\.0\.0\.1|\[::1\])(?![\w.-])`;
const elsewhere = String.raw`(?!${here})@(?!sha(?:256|512):)`;

export const urlPatterns: readonly RegExp[] = [
  new RegExp(`${scheme}${user}:(?!(?:${placeholder})@)[^\\s/@?#]{1,500}${elsewhere}`),
  new RegExp(
    `${loose}${user}:(?!(?:${placeholder}|\\d{1,5})(?:[@/?#,\\s]|$))(?![^\\s@]{1,200}${here})[^\\s'"]{1,200}?${elsewhere}[A-Za-z0-9[]`,
  ),
];
