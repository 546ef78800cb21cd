/** Larger JSON is not looked into while planning. */
export const LARGEST_JSON = 200_000;

/**
 * Where the first JSON object or list of a text ends, by its brackets alone, so that text behind it is noticed even where the
 * JSON has mistakes.
 * @returns the position after it, or null when it does not end.
 */
export function jsonEnd(text: string): number | null {
  let depth = 0;
  const signs = /"(?:[^"\\]|\\.)*"?|[[\]{}]/gs;
  for (let found = signs.exec(text); found !== null; found = signs.exec(text)) {
    const [sign] = found;
    if (sign === '[' || sign === '{') depth++;
    else if (sign === ']' || sign === '}') depth--;
    if (depth <= 0) return signs.lastIndex;
  }
  return null;
}

/** Parsed JSON; undefined for a text that is none, or too large to look into. */
export function smallJson(text: string): unknown {
  if (text.length > LARGEST_JSON) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // What is wrong with it is for a task to say, or for the model.
    return undefined;
  }
}

/** Whether a text is JSON and nothing else; of one that is too large to look into, whether it ends like JSON. */
export function isJson(text: string): boolean {
  return text.length > LARGEST_JSON ? /[}\]]\s*$/.test(text.slice(-1_000)) : smallJson(text) !== undefined;
}

/** Numbers of more digits than a number of JSON keeps: as values they would come out as others. */
export function hasLongNumbers(text: string): boolean {
  return /(^|[\s[:,])-?\d[\d.]{15,}/.test(text);
}

/** One half of a surrogate pair, which is no text. */
const HALF =
  /\\u[dD][89abAB][\da-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][\da-fA-F]{2})\\u[dD][c-fC-F][\da-fA-F]{2}/;

/**
 * Whether some object of a JSON text has a key twice, or one that data may not have, or half of a sign: then what is read of it is not all that it
 * says. Of a text that is too large to look into, nobody knows.
 */
export function hasDoubtfulKeys(text: string): boolean {
  if (text.includes('__proto__') || HALF.test(text)) return true;
  if (text.length > LARGEST_JSON) return false;
  const open: (Set<string> | null)[] = [];
  const signs = /("(?:[^"\\]|\\.)*")(\s*:)?|[[\]{}]/gs;
  for (let found = signs.exec(text); found !== null; found = signs.exec(text)) {
    const [sign, key, colon] = found;
    if (sign === '{') open.push(new Set());
    else if (sign === '[') open.push(null);
    else if (sign === '}' || sign === ']') open.pop();
    if (key === undefined || colon === undefined) continue;
    const keys = open.at(-1);
    if (keys?.has(key) === true) return true;
    keys?.add(key);
  }
  return false;
}
