import { writeFile } from 'node:fs/promises';
import { byteVocabulary } from './byte-vocabulary.ts';
import { encodeGguf, type MetadataValue, type Tensor } from './gguf-writer.ts';

const LAYERS = 2;
const WIDTH = 64;
const FEED_FORWARD = 128;
const HEADS = 4;
const CONTEXT = 4096;
const CHATML =
  '{% for m in messages %}<|im_start|>{{m.role}}\n{{m.content}}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}';

/** Mulberry32: 32 bits of state are plenty for weights that only have to be the same every time. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function tensorsOf(seed: number, vocabularySize: number): readonly Tensor[] {
  const random = randomNumbers(seed);
  const matrix = (name: string, columns: number, rows: number, spread = 1 / Math.sqrt(columns)): Tensor => {
    const data = Float32Array.from({ length: columns * rows }, () => (random() * 2 - 1) * spread * Math.sqrt(3));
    return { name: `${name}.weight`, shape: [columns, rows], data };
  };
  const norm = (name: string): Tensor => ({
    name: `${name}.weight`,
    shape: [WIDTH],
    data: new Float32Array(WIDTH).fill(1),
  });
  const layer = (i: number) => [
    norm(`blk.${i}.attn_norm`),
    matrix(`blk.${i}.attn_q`, WIDTH, WIDTH),
    matrix(`blk.${i}.attn_k`, WIDTH, WIDTH),
    matrix(`blk.${i}.attn_v`, WIDTH, WIDTH),
    matrix(`blk.${i}.attn_output`, WIDTH, WIDTH),
    norm(`blk.${i}.ffn_norm`),
    matrix(`blk.${i}.ffn_gate`, WIDTH, FEED_FORWARD),
    matrix(`blk.${i}.ffn_up`, WIDTH, FEED_FORWARD),
    matrix(`blk.${i}.ffn_down`, FEED_FORWARD, WIDTH),
  ];
  return [
    matrix('token_embd', WIDTH, vocabularySize, 1),
    ...Array.from({ length: LAYERS }, (_, i) => layer(i)).flat(),
    norm('output_norm'),
    matrix('output', WIDTH, vocabularySize),
  ];
}

/**
 * Writes a model that real llama.cpp loads and generates with: llama architecture, 260 byte-level tokens, 2 layers of
 * width 64, random F32 weights, 467 KB, context 4096, ChatML template. Its text is noise; its protocol is real.
 * The same seed gives the same bytes everywhere.
 */
export async function writeTinyGguf(path: string, options: { readonly seed?: number } = {}): Promise<void> {
  const seed = options.seed ?? 1;
  const vocabulary = byteVocabulary();
  const metadata: Record<string, MetadataValue> = {
    'general.architecture': { text: 'llama' },
    'general.name': { text: `kora-tiny-${seed}` },
    'general.alignment': { u32: 32 },
    'llama.vocab_size': { u32: vocabulary.tokens.length },
    'llama.context_length': { u32: CONTEXT },
    'llama.embedding_length': { u32: WIDTH },
    'llama.block_count': { u32: LAYERS },
    'llama.feed_forward_length': { u32: FEED_FORWARD },
    'llama.rope.dimension_count': { u32: WIDTH / HEADS },
    'llama.attention.head_count': { u32: HEADS },
    'llama.attention.head_count_kv': { u32: HEADS },
    'llama.attention.layer_norm_rms_epsilon': { f32: 1e-5 },
    'tokenizer.ggml.model': { text: 'gpt2' },
    'tokenizer.ggml.pre': { text: 'gpt-2' },
    'tokenizer.ggml.tokens': { texts: vocabulary.tokens },
    'tokenizer.ggml.token_type': { i32s: vocabulary.types },
    'tokenizer.ggml.merges': { texts: vocabulary.merges },
    'tokenizer.ggml.bos_token_id': { u32: vocabulary.bos },
    'tokenizer.ggml.eos_token_id': { u32: vocabulary.eos },
    'tokenizer.ggml.add_bos_token': { bool: false },
    'tokenizer.chat_template': { text: CHATML },
  };
  await writeFile(path, encodeGguf(metadata, tensorsOf(seed, vocabulary.tokens.length)));
}

if (import.meta.main) {
  const [out, seed] = process.argv.slice(2);
  if (out === undefined) throw new Error('usage: node generate.ts <out.gguf> [seed]');
  await writeTinyGguf(out, seed === undefined ? {} : { seed: Number(seed) });
}
