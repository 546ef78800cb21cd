import type { JsonObject } from '@kora/contracts';
import type { Authenticator } from '../authentication/authenticator.ts';
import type { KernelApi } from '../kernel-api.ts';
import type { ApiRoute } from './api-route.ts';
import { docsRoutes } from './docs.ts';
import { executeRoute } from './execute.ts';
import { healthRoute } from './health.ts';
import { modelsRoute, runtimesRoute } from './models.ts';
import { pluginsRoute } from './plugins.ts';
import { replayRoute } from './replay.ts';
import { runEventsRoute } from './run-events.ts';
import { cancelRoute, removeRunRoute, runListRoute, runRoute, telemetryRoute } from './runs.ts';
import { sessionRoutes } from './session.ts';
import { changeConfigRoute, configRoute } from './studio-settings.ts';
import { pluginFilesRoute } from './ui-files.ts';
import { panelsRoute } from './ui-panels.ts';
import { validateRoute } from './validate.ts';

/** Every route of the kernel itself. No plugin can take one of them. */
export function coreRoutes(
  api: KernelApi,
  authenticator: Authenticator,
  describe: () => Promise<JsonObject>,
): readonly ApiRoute[] {
  return [
    executeRoute(api),
    validateRoute(api),
    telemetryRoute(api),
    runListRoute(api),
    runRoute(api),
    runEventsRoute(api),
    cancelRoute(api),
    replayRoute(api),
    removeRunRoute(api),
    modelsRoute(api),
    runtimesRoute(api),
    pluginsRoute(api),
    healthRoute(api),
    configRoute(api),
    changeConfigRoute(api),
    panelsRoute(api),
    pluginFilesRoute(api),
    ...sessionRoutes(authenticator),
    ...docsRoutes(describe),
  ];
}
