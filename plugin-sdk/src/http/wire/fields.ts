/** A whole number from 0 on, or null for anything else that outside may send. */
export function whole(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

/** A whole number from 1 on, or null: a size, length or count of 0 means that the server does not know it. */
export function positive(value: unknown): number | null {
  return whole(value) || null;
}

/** A text with something in it, cut at 512 characters and well formed, or null. */
export function words(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, 512).toWellFormed() : null;
}
