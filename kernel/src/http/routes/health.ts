import { API_VERSION, type HealthReport, healthReportCodec, type PluginState } from '@kora/contracts';
import { jsonAnswer } from '../answers/answer.ts';
import type { KernelApi } from '../kernel-api.ts';
import { type ApiRoute, coreRoute } from './api-route.ts';
import { CpuLoad } from './cpu-load.ts';

function pluginCounts(api: KernelApi): HealthReport['plugins'] {
  const counts: Record<PluginState, number> = { verified: 0, active: 0, refused: 0, failed: 0, blocked: 0 };
  for (const { state } of api.registry.list()) counts[state]++;
  return counts;
}

/** `GET /health`. */
export function healthRoute(api: KernelApi): ApiRoute {
  const load = new CpuLoad();
  return coreRoute({
    method: 'GET',
    path: '/health',
    tag: 'studio',
    summary: 'How Studio is. Starts nothing and waits for nothing.',
    answers: {
      200: { description: 'Studio takes requests.', codec: healthReportCodec },
      503: { description: 'Studio is starting.', codec: healthReportCodec },
    },
    async handle() {
      const health = await api.health();
      const own = { api_version: API_VERSION, cpu_load: load.read(), plugins: pluginCounts(api) };
      const report: HealthReport = { gpu_available: false, ...health, ...own };
      return report.status === 'starting' ? jsonAnswer(report, 503, { 'Retry-After': '1' }) : jsonAnswer(report);
    },
  });
}
