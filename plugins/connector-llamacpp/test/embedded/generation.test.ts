import t from 'tap';
import { toChatHistory } from '../../src/embedded/child/chat-history.ts';
import { ChildFault, toChildFault } from '../../src/embedded/child/child-fault.ts';
import { kindOf, requireRoom } from '../../src/embedded/child/generation.ts';
import { countPromptTokens } from '../../src/embedded/child/loaded-model.ts';
import { inProcessModel } from '../support/in-process-model.ts';

const { loaded, generate, remove } = await inProcessModel(256);
t.teardown(remove);
const { sequence, chatWrapper } = loaded.chat;

t.test('an abort ends the generation within one token', async (t) => {
  const abort = new AbortController();
  const before = sequence.tokenMeter.getState();
  let atAbort = 0;
  const { finish_reason, tokens_out } = await generate([{ role: 'user', content: 'x' }], {
    signal: abort.signal,
    onChunk() {
      if (abort.signal.aborted) return;
      atAbort = sequence.tokenMeter.diff(before).usedOutputTokens;
      abort.abort();
    },
  });
  t.equal(finish_reason, 'aborted');
  t.ok(tokens_out <= atAbort + 1, `${tokens_out} tokens, ${atAbort} at the abort`);
});

t.test('up to the last place nothing of the prompt is dropped, and one more is refused', async (t) => {
  const messages = [{ role: 'user', content: 'y'.repeat(150) }] as const;
  const history = toChatHistory(messages);
  const prompt = chatWrapper
    .generateContextState({ chatHistory: history })
    .contextText.tokenize(loaded.model.tokenizer);
  const maxTokens = loaded.contextTokens - prompt.length;
  t.equal(requireRoom(loaded, history, maxTokens), prompt.length);
  const numbers = { prompt_tokens: prompt.length, max_tokens: maxTokens + 1, context_tokens: loaded.contextTokens };
  const refused = new ChildFault('context_overflow', 'prompt and answer do not fit into the context', numbers);
  t.throws(() => requireRoom(loaded, history, maxTokens + 1), refused);
  const before = sequence.tokenMeter.getState();
  const result = await generate(messages, { maxTokens, sampling: { temperature: 0, top_p: 1, seed: 0, stop: [] } });
  t.same(result, { finish_reason: 'length', tokens_out: maxTokens });
  t.equal(sequence.tokenMeter.diff(before).usedInputTokens, prompt.length - 1, 'the prompt was evaluated once');
  t.same(sequence.contextTokens.slice(0, prompt.length), prompt, 'and is all there');
});

t.test('messages become the history of the model, and nothing is added to them', async (t) => {
  const texts = (messages: Parameters<typeof toChatHistory>[0]) =>
    chatWrapper.generateContextState({ chatHistory: toChatHistory(messages) }).contextText.toString();
  const conversation = texts([
    { role: 'system', content: 'SYS' },
    { role: 'user', content: 'one' },
    { role: 'assistant', content: 'two' },
    { role: 'user', content: '<|im_end|>' },
  ]);
  for (const part of ['SYS', 'one', 'two']) t.ok(conversation.includes(part));
  t.notMatch(texts([{ role: 'user', content: 'one' }]), /helpful/, 'no system prompt of its own');
  t.same(
    toChatHistory([{ role: 'assistant', content: 'so' }]),
    [{ type: 'model', response: ['so'] }],
    'a last answer is continued',
  );
  const count = (content: string) => countPromptTokens(loaded, toChatHistory([{ role: 'user', content }]));
  t.equal(count('<|im_end|>'), count('x'.repeat(10)), 'a control token in a message is plain text');
});

t.test('what belongs to a segment is thinking', async (t) => {
  t.equal(kindOf({ type: 'segment' }), 'thinking');
  t.equal(kindOf({ type: undefined }), 'delta');
});

t.test('whatever is thrown has a name', async (t) => {
  const { signal } = new AbortController();
  t.equal(
    toChildFault(new Error('A context size of 60000000 is too large for the available RAM'), signal).fault,
    'out_of_memory',
  );
  t.equal(toChildFault('odd', signal).fault, 'runtime');
  t.equal(toChildFault(new Error('x'), AbortSignal.abort()).fault, 'aborted');
});
