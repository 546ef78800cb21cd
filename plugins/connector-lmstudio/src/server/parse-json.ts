/** Parses JSON of outside; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A whole number from 0 on, or null for anything else that outside may send. */
export function whole(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

/** A whole number from 1 on, or null: a size, length or count of 0 means that LM Studio does not know it. */
export function positive(value: unknown): number | null {
  return whole(value) || null;
}

/** A text with something in it, cut at 512 characters, or null. */
export function words(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, 512).toWellFormed() : null;
}
