import { PANEL_SPEC_VERSION } from '@kora/contracts';
import { definePlugin } from '@kora/plugin-sdk';

/** The chat, as the first main panel. */
export const plugin = definePlugin({
  id: 'ui-chat',
  deps: {},
  init: () => ({
    panels: [
      {
        id: 'chat',
        specVersion: PANEL_SPEC_VERSION,
        slot: 'main',
        element: 'kora-chat',
        module: 'ui/chat.js',
        title: 'Chat',
        order: 10,
      },
    ],
  }),
});
