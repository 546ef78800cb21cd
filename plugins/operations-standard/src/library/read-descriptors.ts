import {
  decode,
  jsonObject,
  jsonValue,
  type OperationDescriptor,
  operationNameCodec,
  strict,
  text,
  versionCodec,
} from '@kora/contracts';
import { isLeft } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { errors } from './errors.ts';

const descriptorsCodec = t.readonlyArray(
  strict('OperationDescriptor', {
    name: operationNameCodec,
    version: versionCodec,
    summary: text('Summary', 256, 1),
    arguments: jsonObject,
    result: jsonObject,
    examples: t.readonlyArray(strict('OperationExample', { arguments: jsonObject, result: jsonValue })),
  }),
);

function parsed(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    throw errors.KORA_OPERATIONS_DESCRIPTORS_INVALID({ problem: 'it is no JSON' }, error);
  }
}

/**
 * Reads the descriptors that the build wrote beside the script.
 * @throws KoraError KORA_OPERATIONS_DESCRIPTORS_INVALID that names the first bad path.
 */
export function readDescriptors(source: string): readonly OperationDescriptor[] {
  const decoded = decode(descriptorsCodec, parsed(source));
  if (isLeft(decoded)) {
    const [issue] = decoded.left;
    throw errors.KORA_OPERATIONS_DESCRIPTORS_INVALID({
      problem: `${issue?.path ?? ''}: ${issue?.message ?? 'unreadable'}`,
    });
  }
  return decoded.right;
}
