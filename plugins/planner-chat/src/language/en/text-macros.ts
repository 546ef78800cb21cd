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
  // What to find and to put instead.
  found:
    '[(occurrences|instances) of|occurrence of] [the] ([<kindoftext>|letter|character] {find:quoted}|{find_sign:sign_name}|[<kindoftext>|letter|character] {find_bare:piece})',
  put: '([the] [<kindoftext>|letter|character] {with:quoted}|[a] {with_sign:sign_name}|[the] [<kindoftext>|letter|character] {with_bare:piece})',
  tested: '[the] [string|text|word|value|input] ({text:quoted_text}|{text:bare})',
  regexword: '[the|this|my] [regex|regexp|pattern|regular expression|re] [:]',
  atwidth:
    '(at|to|after|every|with) [a] [width [of]|column|line length of|max width of|maximum width of] {integer} [characters|chars|columns|char|character|letters] [per line|wide|a line|each]',
  countedtext: '(<subject>|the <kindoftext> {text:bare}|<kindoftext> {text:quoted_text})',
};
