/** A program: node-llama-cpp with one model in its own process, as an application would use it. Measures itself. */
import { getLlama, LlamaChat } from 'node-llama-cpp';
import type { NodeLlamaAsk } from './node-llama-stream.ts';
import { MESSAGES, SAMPLING, Stopwatch } from './token-stream.ts';

const [modelPath = '', contextSize = '4096'] = process.argv.slice(2);
const llama = await getLlama({
  gpu: false,
  build: 'never',
  skipDownload: true,
  maxThreads: 1,
  logger: () => undefined,
});
const model = await llama.loadModel({ modelPath, gpuLayers: 0 });
const context = await model.createContext({ contextSize: { max: Number(contextSize) }, sequences: 1, threads: 1 });
const chat = new LlamaChat({ contextSequence: context.getSequence() });

async function answer({ seed, tokens }: NodeLlamaAsk) {
  const watch = new Stopwatch();
  await chat.sequence.clearHistory();
  const before = chat.sequence.tokenMeter.getState();
  const history = [...MESSAGES.map(({ content }) => ({ type: 'user', text: content }) as const)];
  await chat.generateResponse([...history, { type: 'model', response: [] }], {
    maxTokens: tokens,
    temperature: SAMPLING.temperature,
    topP: SAMPLING.top_p,
    topK: SAMPLING.top_k,
    minP: SAMPLING.min_p,
    seed,
    repeatPenalty: false,
    budgets: { thoughtTokens: Number.POSITIVE_INFINITY, commentTokens: Number.POSITIVE_INFINITY },
    onResponseChunk: ({ text }) => {
      if (text !== '') watch.piece();
    },
  });
  return watch.read(chat.sequence.tokenMeter.diff(before).usedOutputTokens, 'node-llama-cpp');
}

process.on('message', async (ask: NodeLlamaAsk) => {
  process.send?.(await answer(ask));
});
process.send?.({ url: '' });
