import { spread } from '../spread.ts';

/** English phrases by slot, of patterns about texts. */
export const textVocabularies: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  cipher: spread({ rot13: 'rot13, rot 13, rot-13', morse: 'morse code, morse' }),
  rot13: spread({ rot13: 'rot13, rot 13, rot-13' }),
  base64_or_hex: spread({ base64: 'base64, base 64, base-64', hex: 'hex, hexadecimal' }),
  encode_word: spread({
    url: 'urlencode, url-encode, percent-encode, uri-encode',
    html: 'htmlencode, html-encode, html-escape',
    base64: 'base64-encode, base64encode, b64encode, b64 encode',
    hex: 'hex-encode',
  }),
  decode_word: spread({
    url: 'urldecode, url-decode, percent-decode, uri-decode',
    html: 'htmldecode, html-decode, html-unescape',
    base64: 'base64-decode, base64decode, b64decode, b64 decode',
    hex: 'hex-decode',
  }),
  json_layout: spread({
    pretty:
      'pretty print, pretty-print, prettyprint, pretty printed, prettify, beautify, indent, reformat, format, pretty print json, prettify json, beautify json, format json, pretty json, json pretty print, json formatter, json prettifier, json beautifier',
    small: 'minify, compact, uglify, minified, minify json, json minify, json minifier, compact json, minified json',
  }),
  morse: spread({ morse: 'morse code, morse' }),
  code_table: spread({
    ascii: 'ascii, ascii code, ascii value, ascii number, ascii character code',
    unicode:
      'unicode, unicode code point, unicode codepoint, unicode value, unicode number, code point, codepoint, character code, char code',
  }),
  code_tables: spread({
    ascii: 'ascii codes, ascii values, ascii numbers',
    unicode:
      'unicode code points, unicode codepoints, unicode values, code points, codepoints, character codes, char codes',
  }),
  letter_kind: spread({ vowels: 'vowels, vowel', consonants: 'consonants, consonant' }),
  change_word: spread({ change: 'change' }),
  blank_name: spread({ blanks: 'whitespace, white space, spaces, blanks' }),
  sign_name: {
    spaces: ' ',
    space: ' ',
    'a space': ' ',
    commas: ',',
    comma: ',',
    semicolons: ';',
    semicolon: ';',
    colons: ':',
    underscores: '_',
    underscore: '_',
    hyphens: '-',
    hyphen: '-',
    dashes: '-',
    slashes: '/',
    dots: '.',
    periods: '.',
    'full stops': '.',
    pipes: '|',
    newlines: '\n',
    'line breaks': '\n',
  },
  length_order: {
    ascending: 'ascending',
    'shortest first': 'ascending',
    'shortest to longest': 'ascending',
    'from shortest to longest': 'ascending',
    descending: 'descending',
    'longest first': 'descending',
    'longest to shortest': 'descending',
    'from longest to shortest': 'descending',
  },
  length_end: spread({ longest: 'longest', shortest: 'shortest' }),
  end_of: spread({ first: 'first', last: 'last' }),
  removable: spread({
    spaces: 'spaces, whitespace, white space',
    punctuation: 'punctuation, punctuation marks',
  }),
  only_marks: spread({ spaces: 'spaces', punctuation: 'punctuation' }),
  line_test: spread({
    contain: 'that contain, containing, which contain, with, that include, including, that have',
    start: 'that start with, starting with, that begin with, beginning with, which start with',
    end: 'that end with, ending with, that end in, ending in, which end with',
  }),
};
