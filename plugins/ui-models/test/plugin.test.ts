import { activatePlugin } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { plugin } from '../src/index.ts';

t.test('the plugin places the model manager as a main panel', async (t) => {
  const { contributions } = await activatePlugin(plugin, {});
  t.match(contributions.panels, [{ id: 'models', slot: 'main', element: 'kora-models', module: 'ui/models.js' }]);
});
