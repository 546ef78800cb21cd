/** Values that YAML 1.1 reads as something else than YAML 1.2: no, 0755, 1_000, 12:30:45, 1e3; and numbers that JSON has not. */
const DOUBTFUL =
  /(?:^|[:\-,[{]\s+|[[{,])(?:y|n|yes|no|on|off|[-+]?0\d+|[-+]?\d[\d_]*_[\d_]*|[-+]?\d{1,2}(?::\d{2})+(?:\.\d+)?|[-+]?[\d.]{16,}|[-+]?\d+e[-+]?\d+|[-+]?\.inf|\.nan)\s*(?=$|[,\]}#])/im;
/** Merge keys, tags, and keys that data may not have. */
const BEYOND = /^\s*(?:-\s+)?<<\s*:|(?:^|\s)!!?\w|__proto__/m;

/** 1.10 is a number to programs, and another version than 1.1 to people. */
const VERSION = /version["']?\s*:\s*\d+\.\d*0\s*$/im;

/** Keys that are truths in YAML 1.1, as in the workflows of GitHub. */
const TRUTHS = /^\s*(?:-\s+)?(?:y|n|yes|no|on|off)\s*:(?=\s|$)/im;
/** A plain value with a colon and a space in it: an error to every program. */
const TWO_COLONS = /^\s*(?:-\s+)?[\w .-]+:\s+[^\s"'#[{|>&*!][^"'#[{\n]*:\s+\S/m;

/** Whether brackets that open are not closed, or the other way round, outside quotes. */
function isUnbalanced(text: string): boolean {
  const plain = text.replaceAll(/"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#.*$/gm, '');
  const count = (sign: string) => plain.split(sign).length;
  return count('[') !== count(']') || count('{') !== count('}');
}

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
    TRUTHS.test(text) ||
    TWO_COLONS.test(text) ||
    isUnbalanced(text) ||
    BEYOND.test(text) ||
    /^---/m.test(text.trim().slice(3))
  );
}
