import { activatePlugin } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { plugin } from '../src/index.ts';

t.test('the plugin places the chat as the first main panel', async (t) => {
  const { contributions } = await activatePlugin(plugin, {});
  t.match(contributions.panels, [{ id: 'chat', slot: 'main', element: 'kora-chat', module: 'ui/chat.js' }]);
});
