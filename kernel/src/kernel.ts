import { CONTRACT_VERSION } from '@kora/contracts';
import { openRunArchive } from './archive/run-archive.ts';
import { loadOrCreateToken } from './data/api-token.ts';
import { LiveSettings } from './data/config/live-settings.ts';
import { loadStudioConfig } from './data/config/load-studio-config.ts';
import { openDataRoot } from './data/data-root.ts';
import { openSessionFile } from './data/session-file.ts';
import { startHttpHost } from './http/host.ts';
import { kernelApi } from './kernel-api.ts';
import type { Kernel, KernelOptions } from './kernel-options.ts';
import { createLogs } from './logs/create-logs.ts';
import { ModelBoard } from './models/model-board.ts';
import { openRegistry } from './registry/open-registry.ts';
import { RunService } from './run/run-service.ts';
import { LoopbackServers } from './services/local-servers/loopback-servers.ts';
import { createInstalledModels } from './services/studio/create-installed-models.ts';
import { createPlanning } from './services/studio/create-planning.ts';
import { createRunStarter } from './services/studio/create-run-starter.ts';
import { systemClock } from './services/system-clock.ts';
import { ShutdownList } from './shutdown-list.ts';
import { newRunId } from './telemetry/run-id.ts';
import { openTelemetryStore } from './telemetry/telemetry-store.ts';

/**
 * Starts Studio: takes the data root, recovers what a crash left, verifies plugins (activating none), and listens.
 * Whatever was opened is closed again in reverse when a later step fails.
 * @throws the KoraError of the step that failed, such as KORA_DATA_ROOT_LOCKED or KORA_CONFIG_INVALID.
 */
export async function startKernel(options: KernelOptions): Promise<Kernel> {
  const shutdown = new ShutdownList();
  try {
    return await start(options, shutdown);
  } catch (error) {
    await shutdown.run();
    throw error;
  }
}

async function start(options: KernelOptions, shutdown: ShutdownList): Promise<Kernel> {
  const root = await openDataRoot({ path: options.dataRoot, port: options.port });
  shutdown.add(() => root.close());
  const { paths } = root;
  const flags = options.port === undefined ? {} : { port: options.port };
  const config = await loadStudioConfig(paths.studioConfig, { flags });
  const token = await loadOrCreateToken(paths.apiToken);
  const logs = createLogs(paths.logs, { level: config.log_level, toStderr: options.logToStderr ?? false });
  shutdown.add(() => logs.close());
  logs.hide(token);
  const log = logs.logger('kernel');

  const telemetry = await openTelemetryStore(paths, logs.logger('telemetry'));
  shutdown.add(() => telemetry.close());
  const settings = new LiveSettings(paths.studioConfig, config.keep_run_contents, process.env);
  const archive = openRunArchive(paths.runs, settings);
  shutdown.add(() => archive.close());

  for (const notice of (await options.install?.(paths)) ?? []) log.warn('plugin installation', notice);
  const monotonic = () => systemClock.monotonic();
  const localServers = new LoopbackServers({ ports: config.runtime_ports, monotonic });
  shutdown.add(async () => localServers.close());
  const registry = await openRegistry({
    paths,
    logs,
    config,
    clock: systemClock,
    importModule: options.importModule,
    safeMode: options.safeMode ?? false,
    contractVersion: CONTRACT_VERSION,
    releaseKeys: options.releaseKeys,
    // Plugins are activated when they are first used, and by then all of this stands.
    studio: {
      runStarter: () =>
        createRunStarter({
          prepare: () => runs.prepare(),
          submit: (request) => runs.submit(request),
          isLive: (runId) => runs.run(runId) !== undefined,
          readTelemetry: (runId) => telemetry.bundle(runId),
          readContents: (runId) => archive.read(runId),
          removeTelemetry: (runId) => telemetry.remove(runId),
          removeContents: (runId) => archive.remove(runId),
          listEnded: (before) =>
            telemetry.list({ limit: 200, ...(before === undefined ? {} : { before }) }).map(({ run_id }) => run_id),
          removeAllContents: () => archive.removeAll(),
        }),
      planning: () => createPlanning(() => registry.planners()),
      installedModels: () => installed,
      localServers: () => localServers,
    },
  });
  shutdown.add(() => registry.close());
  const models = new ModelBoard({ connectors: registry.connectors, log, monotonic });
  // Added after the registry, so that no question is open when plugins go.
  shutdown.add(async () => models.close());
  const installed = createInstalledModels({
    list: (signal, wait_ms) => models.list(signal, wait_ms),
    connectors: registry.connectors,
    defaults: { connector: config.default_connector, model: config.default_model },
    monotonic,
  });

  const runs = new RunService({
    clock: systemClock,
    log,
    limits: config.limits,
    defaults: { backend: config.execution_backend, connector: config.default_connector, model: config.default_model },
    connectors: registry.connectors,
    operations: () => registry.operations(),
    backend: (id) => registry.backend(id),
    newRunId: () => newRunId(systemClock),
    beginLog: (runId) => telemetry.begin(runId),
    beginContent: (runId, frozen) => archive.begin(runId, frozen),
    readEvents: (runId) => telemetry.read(runId),
  });

  const rooms = { version: options.version, runs, registry, telemetry, archive, settings, models, localServers };
  const api = kernelApi({ ...rooms, clock: systemClock, log });
  const sessions = await openSessionFile(paths.sessions, log);
  shutdown.add(() => sessions.close());
  const host = await startHttpHost({
    api,
    token,
    sessions,
    port: config.port,
    logger: logs.logger('http'),
    limits: config.limits,
  });
  shutdown.add(() => host.close());
  // The runs end before the host does: open requests wait for their runs, and the host waits for open requests.
  shutdown.add(() => runs.close());
  await root.publishPort(host.port);
  // Added last, so that it comes first: whoever comes from here on waits for the next owner instead of being refused.
  shutdown.add(() => root.publishPort(null));
  log.info('listening', { url: host.url });
  return {
    url: host.url,
    port: host.port,
    token,
    paths,
    oneTimeLink: () => host.oneTimeLink(),
    async finish() {
      try {
        await root.publishPort(null);
        await runs.finish();
      } finally {
        await shutdown.run();
      }
    },
    close: () => shutdown.run(),
  };
}
