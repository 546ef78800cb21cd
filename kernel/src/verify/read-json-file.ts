import { readFile } from 'node:fs/promises';
import { decode, type Issue } from '@kora/contracts';
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { errorCode, reasonOf } from '../data/file-errors.ts';
import { parseJson } from '../data/parse-json.ts';

/** Far more than a trust store or state file of any real user takes. */
const MAX_BYTES = 4 * 1024 * 1024;

const broken = (message: string): Either<readonly Issue[], never> => left([{ path: '', code: 'BAD_FORMAT', message }]);

/** Reads and decodes a JSON file. A missing file is null; everything else that is not the codec's is a list of issues. */
export async function readJsonFile<A>(path: string, codec: t.Type<A>): Promise<Either<readonly Issue[], A | null>> {
  let content: Buffer;
  try {
    content = await readFile(path);
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? right(null) : broken(`cannot be read: ${reasonOf(error)}`);
  }
  if (content.length > MAX_BYTES) return broken(`has more than ${MAX_BYTES} bytes`);
  const value = parseJson(content.toString('utf8'));
  return isLeft(value) ? broken(value.left) : decode(codec, value.right);
}
