/** Macros of patterns about texts. */
export const textMacros: Readonly<Record<string, string>> = {
  kindoftext: '(word|string|text|phrase|term|letters|name)',
  // A text in quotes, behind a colon, pasted, or one word that can be nothing else.
  given: '(<subject>|[the] <kindoftext> {text:bare}|{text:bare}|<kindoftext> {text:quoted_text})',
  oneword: '([the] <kindoftext> {text:bare}|{text:bare}|<kindoftext> {text:quoted_text})',
  whatis: '(what is|what would be|give me|find|get|show|calculate|compute|)',
};
