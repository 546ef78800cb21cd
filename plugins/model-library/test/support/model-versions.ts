import type { World } from './disasters.ts';
import { modelBytes, splitModel } from './model-bytes.ts';

const SIZE = 1_500_000;
const SIZES = [500_000, 600_000, 400_000];

/** Two versions of a model in one file. */
export const SINGLE_FILE: World['versions'] = [
  new Map([['model.gguf', modelBytes(SIZE, 1)]]),
  new Map([['model.gguf', modelBytes(SIZE, 2)]]),
];

/** Two versions of a model in three files. */
export const THREE_FILES: World['versions'] = [splitModel('model', SIZES, 1), splitModel('model', SIZES, 2)];
