import { join } from 'node:path';
import { clock, definePlugin, logger, modelCatalog, modelsFolder, provide } from '@kora/plugin-sdk';
import { openCatalogStore } from './catalog/catalog-store.ts';
import { ModelLibrary } from './catalog/model-library.ts';
import { catalogRoutes } from './routes/catalog-routes.ts';

/** The list of installed models: as a service for connectors, and as routes for people. */
export const plugin = definePlugin({
  id: 'model-library',
  deps: { folder: modelsFolder, log: logger, time: clock },
  init({ folder, log, time }) {
    const library = new ModelLibrary(openCatalogStore(join(folder, 'catalog.json')), time);
    return { services: [provide(modelCatalog, library)], routes: [catalogRoutes(library, log)] };
  },
});
