import { PANEL_SPEC_VERSION } from '@kora/contracts';
import { definePlugin } from '@kora/plugin-sdk';

/** The model manager, as a main panel. */
export const plugin = definePlugin({
  id: 'ui-models',
  deps: {},
  init: () => ({
    panels: [
      {
        id: 'models',
        specVersion: PANEL_SPEC_VERSION,
        slot: 'main',
        element: 'kora-models',
        module: 'ui/models.js',
        title: 'Models',
        order: 20,
      },
    ],
  }),
});
