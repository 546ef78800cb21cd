const LONGEST_QUOTE = 60;

/** A value from the input as it may appear in a message: JSON, cut after 60 characters. */
export function quoted(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value);
  return json.length <= LONGEST_QUOTE ? json : `${json.slice(0, LONGEST_QUOTE).toWellFormed()}…`;
}

/** @throws Error always: `<argument> <what is wrong, and what would be right>`. */
export function fail(argument: string, message: string): never {
  throw new Error(`${argument} ${message}`);
}

/** What a library said when it threw, in one line of at most 200 characters. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replaceAll(/\s+/g, ' ').slice(0, 200).toWellFormed();
}
