/** Macros of patterns about texts. */
export const textMacros: Readonly<Record<string, string>> = {
  kindoftext: '(word|string|text|phrase|term|letters|name)',
  // A text in quotes, behind a colon, pasted, or one word that can be nothing else.
  given: '(<subject>|[the] <kindoftext> {text:bare}|{text:bare}|<kindoftext> {text:quoted_text})',
  oneword: '([the] <kindoftext> {text:bare}|{text:bare}|<kindoftext> {text:quoted_text})',
  // A JSON document: written here, pasted, or attached where the words point at it.
  jsonnoun: '(json|json data|json document|json object|json string|json array|json list|json text|array|object|list)',
  doc: '([<this>] [following] [<jsonnoun>] {here:inline}|<thejson>|[this|the following] [<jsonnoun>] {here:pasted_json})',
  inlinedoc: '[<this>] [following] [<jsonnoun>] {here:inline}',
  atdoc: '(in|of|from|inside|for|within) <doc>',
  whatis: '(what is|what are|what would be|give me|find|get|show|calculate|compute|)',
};
