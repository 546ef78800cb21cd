// Runs in a bare realm: one classic script, no imports, and its last value is the table of operations.
({
  /** Counts runs of letters and digits; an apostrophe or hyphen inside a word does not end it. */
  'text.word_count'({ text }) {
    return text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
  },
});
