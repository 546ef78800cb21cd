import { join } from 'node:path';
import {
  clock,
  config,
  definePlugin,
  logger,
  modelCatalog,
  modelsFolder,
  pluginFiles,
  provide,
} from '@kora/plugin-sdk';
import { openCatalogStore } from './catalog/catalog-store.ts';
import { ModelLibrary } from './catalog/model-library.ts';
import { decodeConfig } from './config/model-library-config.ts';
import { CuratedModels } from './curated/curated-models.ts';
import { createGuardedClient, DEFAULT_TUNING, DownloadManager, HUB } from './download/index.ts';
import { HashThread } from './hashing/hash-thread.ts';
import { ModelImporter } from './import/model-importer.ts';
import { catalogRoutes } from './routes/catalog-routes.ts';
import { discoveryRoutes } from './routes/discovery-routes.ts';
import { downloadRoutes } from './routes/download-routes.ts';

const STALL_MS = 30_000;

/** The list of installed models, and every way to get more of them: as a service for connectors, and as routes for people. */
export const plugin = definePlugin({
  id: 'model-library',
  deps: { folder: modelsFolder, log: logger, time: clock, section: config, files: pluginFiles },
  init({ folder, log, time, section, files }, scope) {
    const settings = decodeConfig(section.value);
    const { mirror, connections } = settings;
    const hasher = new HashThread(files.resolve('hash-worker.js'));
    const library = new ModelLibrary(openCatalogStore(join(folder, 'catalog.json')), time, hasher);
    const importer = new ModelImporter(settings, library, hasher);
    const curated = new CuratedModels(folder, log);
    const hub = mirror ?? HUB;
    const mirrorHost = mirror === null ? [] : [new URL(mirror).hostname];
    const client = createGuardedClient({ ...settings, hosts: [...settings.hosts, ...mirrorHost], stall_ms: STALL_MS });
    const { curated_url: url, curated_key: key } = settings;
    // Of its own, because a host that may recommend models need not be one that they come from.
    const listHosts = url === null ? [] : [new URL(url).hostname];
    const curatedSource = {
      client: createGuardedClient({ ...settings, hosts: listHosts, stall_ms: STALL_MS }),
      url,
      key,
    };
    const tuning = { ...DEFAULT_TUNING, connections };
    const origin = new URL(hub).origin;
    const manager = new DownloadManager({
      folder,
      client,
      hub: origin,
      models: library,
      hasher,
      log,
      time,
      tuning,
      random: Math.random,
    });
    scope.defer(async () => {
      await manager.close();
      await curatedSource.client.close();
      await hasher.close();
    });
    return {
      services: [provide(modelCatalog, library)],
      routes: [
        catalogRoutes({ library, hasher, curated, log }),
        discoveryRoutes({ library, importer, curated, curatedSource, client, hub, log }),
        downloadRoutes(manager, curated, mirror),
      ],
    };
  },
});
