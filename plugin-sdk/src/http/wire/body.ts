import type { KoraError } from '../../errors/kora-error.ts';

/** The body of an answer as it arrives; an empty list for one without. */
export type ResponseBody = AsyncIterable<Uint8Array<ArrayBuffer>> | Iterable<Uint8Array<ArrayBuffer>>;

/** Makes the error for an answer that is not what was agreed on; `reason` completes a sentence. */
export type Broken = (reason: string) => KoraError;

/** Characters of one line or event; a token is a few bytes, and nothing that a model runtime streams comes near. */
export const MAX_PIECE_CHARACTERS = 4 * 1024 * 1024;
