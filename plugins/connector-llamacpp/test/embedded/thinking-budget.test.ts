import t from 'tap';
import { inProcessModel } from '../support/in-process-model.ts';

t.test('thinking has no other bound than max_tokens', async (t) => {
  const { loaded, generate, remove } = await inProcessModel(256);
  t.teardown(remove);
  const { chat } = loaded;
  const generateResponse = chat.generateResponse.bind(chat);
  const budgets: unknown[] = [];
  // The tiny model does not think, so what is asked of the real chat is looked at on its way there.
  chat.generateResponse = (history, options) => {
    budgets.push(options?.budgets);
    return generateResponse(history, options);
  };
  t.equal((await generate([{ role: 'user', content: 'x' }], { maxTokens: 4 })).tokens_out, 4);
  t.match(budgets, [{ thoughtTokens: Number.POSITIVE_INFINITY }]);
});
