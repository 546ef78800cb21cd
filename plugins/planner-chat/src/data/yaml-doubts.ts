/** Values that YAML 1.1 reads as something else than YAML 1.2: no, 0755, 1_000, 12:30:45, 1e3; and numbers that JSON has not. */
const DOUBTFUL =
  /(?:^|[:\-,[{]\s+|[[{,])(?:y|n|yes|no|on|off|[-+]?0\d+|[-+]?\d[\d_]*_[\d_]*|[-+]?\d{1,2}(?::\d{2})+(?:\.\d+)?|[-+]?[\d.]{16,}|[-+]?\d+e[-+]?\d+|[-+]?\.inf|\.nan)\s*(?=$|[,\]}#])/im;
/** Merge keys, tags, and keys that data may not have. */
const BEYOND = /^\s*(?:-\s+)?<<\s*:|(?:^|\s)!!?\w|__proto__/m;

/** 1.10 is a number to programs, and another version than 1.1 to people. */
const VERSION = /version["']?\s*:\s*\d+\.\d*0\s*$/im;

/** Whether a key stands twice at the left margin, or a line is indented by a tab: an error to some programs. */
function isBroken(text: string): boolean {
  const keys = [...text.matchAll(/^([\w.-]+)[ ]*:(?=\s|$)/gm)].map(([, key]) => key);
  return new Set(keys).size < keys.length || /^ *\t+[^\s#]/m.test(text);
}

/** Whether programs that read YAML would see different things in a text, or more than one document. */
export function isReadInTwoWays(text: string): boolean {
  return (
    DOUBTFUL.test(text) ||
    VERSION.test(text) ||
    isBroken(text) ||
    BEYOND.test(text) ||
    /^---/m.test(text.trim().slice(3))
  );
}
