/** One real health-check request, as a load balancer makes it: no redirects, no body, a connection of its own. */
import { request } from 'node:http';
import type { CloudClock, ProbeResult } from '../ports.ts';

/** @param target `timeout` in milliseconds of cloud time. */
export function probeHttp(
  target: { readonly port: number; readonly path: string; readonly timeout: number },
  clock: Pick<CloudClock, 'after'>,
): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const probe = request({
      host: '127.0.0.1',
      port: target.port,
      path: target.path,
      agent: false,
      headers: { 'user-agent': 'ELB-HealthChecker/2.0' },
    });
    const settle = (result: ProbeResult): void => {
      cancel();
      probe.destroy();
      resolve(result);
    };
    const cancel = clock.after(target.timeout, () => settle({ kind: 'timeout' }));
    probe.once('response', ({ statusCode = 0 }) => settle({ kind: 'answer', status: statusCode }));
    // Stays for good: a destroyed request may still report.
    probe.on('error', (error) => settle({ kind: 'refused', ...(isUnheard(error) ? { why: unheard } : {}) }));
    probe.end();
  });
}

/** The process runs, and listens elsewhere: on a port of its own, say, which its image exposes. */
const unheard = 'nothing listens on the port that this task finds in PORT';
const isUnheard = (error: Error): boolean => 'code' in error && error.code === 'ECONNREFUSED';
