import { clock, config, definePlugin, logger, pluginFiles } from '@kora/plugin-sdk';
import { settingsErrors } from './errors.ts';
import { LocalBackend } from './local-backend.ts';
import { HostedPool } from './pool/hosted-pool.ts';
import { QuarantiningPool } from './pool/quarantining-pool.ts';
import { settingsOf } from './settings.ts';

/** An idle quarantine is let go sooner: it is needed again only by another misbehaving task. */
const QUARANTINE_IDLE_MS = 5_000;

/** Adds the execution backend `local`. Its processes start with the first graph, and end when idle. */
export const plugin = definePlugin({
  id: 'backend-local',
  deps: { files: pluginFiles, clock, log: logger, config },
  init({ files, clock, log, config }, scope) {
    const settings = settingsOf(config.value);
    if (settings._tag === 'Left') {
      const issues = settings.left.map(({ path, message }) => ({ path, message }));
      throw settingsErrors.KORA_BACKEND_LOCAL_SETTINGS({ issues });
    }
    const { workers, worker_memory_mb: memory_mb, idle_ms } = settings.right;
    const hostFile = files.resolve('pool/host.js');
    const workerFile = files.resolve('pool/realm.js');
    const host = { hostFile, workerFile, memory_mb, execArgv: [] };
    const pool = new QuarantiningPool(
      new HostedPool({ ...host, width: workers, idle_ms }),
      new HostedPool({ ...host, width: 1, idle_ms: QUARANTINE_IDLE_MS }),
    );
    scope.defer(() => pool.close());
    return { backends: [new LocalBackend({ pool, clock, log, settings: settings.right, version: VERSION })] };
  },
});

/** Kept equal to package.json by a test. */
const VERSION = '0.1.0';
