// GET /healthz, /readyz, /metrics: for the machinery around the hub. They say nothing of data and are not audited.
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { OpenHandler } from '../deps.ts';

export const readHealth: OpenHandler = async () => ({ body: withoutSubjectData({ status: 'ok' }) });

/** Ready: the database answers, and access rules are known and fresh. */
export const readReadiness: OpenHandler = async (deps) => {
  const missing = await firstMissing([
    ['database', () => deps.pool.query('select 1')],
    ['access', async () => deps.access.epoch()],
  ]);
  if (missing === null) return { body: withoutSubjectData({ status: 'ok' }) };
  deps.log.warn({ missing: missing.name, err: missing.cause }, 'not ready');
  return { status: 503, body: withoutSubjectData({ status: missing.name }) };
};

async function firstMissing(checks: readonly (readonly [name: string, check: () => Promise<unknown>])[]): Promise<{ name: string; cause: unknown } | null> {
  for (const [name, check] of checks) {
    try {
      await check();
    } catch (cause) {
      return { name, cause };
    }
  }
  return null;
}

export const readMetrics: OpenHandler = async (deps) => ({
  stream: { contentType: 'text/plain; version=0.0.4; charset=utf-8', body: await deps.metrics.render() },
});
