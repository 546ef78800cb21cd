/** How llama.cpp's gguf-split names the files of one model: `name-00001-of-00003.gguf`. */
const SPLIT_NAME = /^(.*)-(\d{5})-of-(\d{5})(\.gguf)$/is;

/** A file name, path or address of one part of a split model. */
export interface SplitName {
  /** What stands before the numbers. */
  readonly stem: string;
  /** From 1. */
  readonly part: number;
  readonly parts: number;
  /** The same name for another part, counted from 1. */
  nameOf(part: number): string;
}

/** @returns null for a name that is not that of a part, or whose numbers make no sense */
export function splitName(name: string): SplitName | null {
  const [, stem = '', number = '', count = '', extension = ''] = SPLIT_NAME.exec(name) ?? [];
  const [part, parts] = [Number(number), Number(count)];
  if (count === '' || part < 1 || part > parts) return null;
  return { stem, part, parts, nameOf: (each) => `${stem}-${String(each).padStart(5, '0')}-of-${count}${extension}` };
}
