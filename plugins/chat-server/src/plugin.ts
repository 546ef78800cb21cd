import { ROUTES_SPEC_VERSION } from '@kora/contracts';
import {
  clock,
  conversationsFolder,
  definePlugin,
  exportsFolder,
  installedModels,
  logger,
  planning,
  runStarter,
} from '@kora/plugin-sdk';
import { Answering } from './answering/answering.ts';
import { Broadcast } from './answering/broadcast.ts';
import type { LiveAnswer } from './answering/live-answer.ts';
import { recoverAnswers } from './answering/recover-answers.ts';
import { Bin } from './deleting/bin.ts';
import { conversationRoutes } from './routes/conversation-routes.ts';
import { messageRoutes } from './routes/message-routes.ts';
import type { Rooms } from './routes/rooms.ts';
import { settingsRoutes } from './routes/settings-routes.ts';
import { transferRoutes } from './routes/transfer-routes.ts';
import { withStorageFaults } from './routes/with-storage-faults.ts';
import { ConversationStore } from './store/conversation-store.ts';
import { MessageStore } from './store/message-store.ts';
import { openDatabase } from './store/open-database.ts';
import { SettingsStore } from './store/settings-store.ts';
import { removeUnfinishedImports } from './transfer/add-conversation.ts';

/** Keeps conversations and makes their answers. */
export const plugin = definePlugin({
  id: 'chat-server',
  deps: {
    folder: conversationsFolder,
    exportsFolder,
    runs: runStarter,
    planning,
    models: installedModels,
    log: logger,
    clock,
  },
  async init({ folder, exportsFolder, runs, planning, models, log, clock }, scope) {
    const database = openDatabase(folder);
    scope.defer(() => database.close());
    const live = new Map<string, LiveAnswer>();
    const conversations = new ConversationStore(database, clock, (id) => live.has(id));
    const messages = new MessageStore(database, clock);
    const settings = new SettingsStore(database);
    removeUnfinishedImports({ conversations });
    await recoverAnswers(messages, runs, log);
    const tools = { planning, runs, models, clock, log };
    const broadcast = new Broadcast();
    const answering = new Answering({ database, conversations, messages, settings, broadcast, live, tools });
    scope.defer(() => answering.close());
    const bin = new Bin(conversations, runs, { clock, log });
    scope.defer(() => bin.close());
    await bin.empty();
    const rooms: Rooms = {
      ...{ database, conversations, messages, settings, answering },
      bin,
      runs,
      log,
      clock,
      exportsFolder,
    };
    const routes = [
      ...conversationRoutes(rooms),
      ...messageRoutes(rooms),
      ...settingsRoutes(rooms),
      ...transferRoutes(rooms),
    ].map(withStorageFaults);
    return { routes: [{ id: 'chat-server', specVersion: ROUTES_SPEC_VERSION, routes }] };
  },
});
