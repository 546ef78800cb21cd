import * as t from 'io-ts';
import { finite, oneOf, text } from '../codec/refined.ts';
import { strict } from '../codec/strict.ts';
import { PANEL_SLOTS } from '../extension-points/panel/v1/panel.ts';

const name = text('Name', 512);

/** Answer to `GET /panels`: each a `PlacedPanel`. */
export const panelListCodec = strict('PanelList', {
  panels: t.readonlyArray(
    strict('PlacedPanel', {
      id: name,
      plugin_id: name,
      slot: oneOf('PanelSlot', PANEL_SLOTS),
      element: name,
      title: name,
      order: finite('Order', -1e9, 1e9),
      module_url: name,
    }),
  ),
});
export type PanelList = t.TypeOf<typeof panelListCodec>;
