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

/** A whole number from 1 on, or null: Go leaves a zero out, and a zero size or length means that it is not known. */
export function positive(value: unknown): number | null {
  return whole(value) || null;
}
