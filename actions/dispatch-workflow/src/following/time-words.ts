/** A stretch of time in a log: `45s`, `1m05s`, `2h00m`. */
export function elapsed(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  if (seconds < 60) return `${String(seconds)}s`;
  if (seconds < 3600) return `${String(Math.floor(seconds / 60))}m${two(seconds % 60)}s`;
  return `${String(Math.floor(seconds / 3600))}h${two(Math.floor((seconds % 3600) / 60))}m`;
}
