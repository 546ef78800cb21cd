import { PANEL_SPEC_VERSION, type Panel } from '@kora/contracts';
import { definePlugin } from '@kora/plugin-sdk';
import { SHARED_MODULES } from './shared-modules.ts';

const specVersion = PANEL_SPEC_VERSION;

const imports = Object.fromEntries(Object.entries(SHARED_MODULES).map(([name, file]) => [name, `ui/${file}.js`]));

function panel(slot: Panel['slot'], id: string, title: string, order: number): Panel {
  return { id, specVersion, slot, element: `kora-${id}`, module: `ui/${id}.js`, title, order };
}

/** The frame of the page and the panels that belong to no feature of their own. */
export const plugin = definePlugin({
  id: 'ui-shell',
  deps: {},
  init: () => ({
    panels: [
      {
        ...panel('frame', 'frame', 'KORA Studio', 0),
        imports,
        page: { style: 'ui/page.css', manifest: 'ui/app.webmanifest', icon: 'ui/icon.svg' },
      },
      panel('sidebar', 'conversations', 'Conversations', 10),
      panel('inspector', 'run-summary', 'Execution', 90),
      panel('settings', 'execution', 'Execution', 10),
      panel('settings', 'conversation', 'This conversation', 15),
      panel('settings', 'backends', 'Backend', 18),
      panel('settings', 'appearance', 'Appearance', 20),
      panel('settings', 'keyboard', 'Keyboard', 30),
      panel('settings', 'data', 'Data', 40),
      panel('status', 'status', 'Status', 10),
    ],
  }),
});
