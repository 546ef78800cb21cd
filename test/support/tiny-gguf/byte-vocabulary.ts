const NORMAL = 1;
const CONTROL = 3;

/** The parts of a byte-level BPE tokenizer as GGUF stores them (`tokenizer.ggml.*`). */
export interface ByteVocabulary {
  readonly tokens: readonly string[];
  /** One per token: 1 is text, 3 is a control token that never comes out of user text. */
  readonly types: readonly number[];
  /** Pairs that the tokenizer joins. llama.cpp refuses a BPE vocabulary without any. */
  readonly merges: readonly string[];
  readonly bos: number;
  readonly eos: number;
}

/** GPT-2 writes the bytes that have no visible character as code points from 256 on; the rest stand for themselves. */
function symbolsOfBytes(): readonly string[] {
  const isVisible = (byte: number) =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(isVisible(byte) ? byte : next++));
}

/** A vocabulary of 260 tokens: every byte under its own number, one merge, and the markers of ChatML. */
export function byteVocabulary(): ByteVocabulary {
  const symbols = symbolsOfBytes();
  const space = symbols[32] ?? ' ';
  const tokens = [...symbols, `${space}a`, '<|endoftext|>', '<|im_start|>', '<|im_end|>'];
  const types = tokens.map((_, id) => (id < 257 ? NORMAL : CONTROL));
  return { tokens, types, merges: [`${space} a`], bos: 257, eos: 259 };
}
