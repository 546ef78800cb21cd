import { definePlugin } from '@kora/plugin-sdk';
import { ChatPlanner } from './chat-planner.ts';

/** Adds the planner `chat`. */
export const plugin = definePlugin({
  id: 'planner-chat',
  deps: {},
  init: () => ({ planners: [new ChatPlanner()] }),
});
