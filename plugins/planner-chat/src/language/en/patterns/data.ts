const table = '[<thisdata>]';
const by =
  '[[grouped] (by|per|for each|for every|in each|broken down by) <the> {group:column} [column] [and [by] {group2:column} [column]]]';

/** Patterns of questions about tables and other data. */
export const dataPatterns: Readonly<Record<string, readonly string[]>> = {
  'data.aggregate': [
    `<what> <the> {aggregate} [of|for|in] <the> [column] {column} [column|values|column values] ${table} ${by} ${table}`,
    `(by|per|for each|for every) {group:column} [,] <what> <the> {aggregate} [of|for] <the> [column] {column} [column] ${table}`,
    `(sum|total|sum up|add up|total up) <the> [column] {summed:column} [column] ${table} ${by} ${table}`,
    'group [it|the data|the rows|this|the table|rows|data] by {group:column} and (show|give|compute|calculate|sum|get|) [me] <the> {aggregate} [of|for] <the> [column] {column} [column]',
    `(sum|total) [of] {summed:column} where <condition> ${table}`,
    `<what> <the> {aggregate} [of] <the> [column] {column} [column] (for|in) <the> {where:column} {cell} ${table}`,
    `<what> <the> {aggregate} [of|for|in] <the> [column] {column} [column] ${table} (where|for rows where|with|when) <condition> ${by} ${table}`,
  ],
  'data.count': [
    `how many (rows|records|lines of data|entries|data rows) (are there|are|does|do) (in|) <thetable> [have|contain]`,
    'how many (rows|records) [are there|do i have|are in here|in total] {here}',
    `(count|count up) <the> [number of] (rows|records|entries) ${table}`,
    `<what> <the> (number of (rows|records|entries)|row count) ${table}`,
    `(how many|count <the> [number of]) (rows|records|entries) (where|have|with|whose) <condition> ${table}`,
    `(how many|count <the> [number of]) (rows|records|entries) (are there|) ${table} (by|per|for each) <the> {group:column} ${table}`,
    `count [of] (rows|records|entries) (by|per|for each) {group:column} ${table}`,
    `count by <the> {group:column} [column] ${table}`,
    `<what> <the> number of (rows|records|entries) (by|per|for each) <the> {group:column} ${table}`,
    `how many (rows|records|entries) ${table} have <the> {where:column} {cell}`,
  ],
  'data.distinct': [
    `(list|show|what are|give me|find|get|) [me] [all] <the> (unique|distinct|different) (values|entries) (of|in|for) <the> [column] {column} [column] ${table}`,
    `(list|show|what are|get) [me] [all] <the> (unique|distinct|different) {column} [values] ${table}`,
    `how many (unique|distinct|different) (values|entries) (are there|are|does|) (in|of) <the> [column] {counted:column} [column] [have] ${table}`,
    `how many (unique|distinct|different) {counted:column} [values] (are there|are|) ${table}`,
    `how many (unique|distinct|different) {counted:plural_column} (are there|are|) ${table}`,
    `(list|show|what are|get) [me] [all] <the> (unique|distinct|different) {column:plural_column} ${table}`,
  ],
  'data.columns': [
    '(what|which) (columns|fields|column names|headers) (are there|are|does|do) (in|) <thetable> [have|contain]',
    '(list|show|give me|name) [me] <the> (columns|fields|column names|headers) (of|in|from) <thetable>',
    '(list|show|what are) <the> (columns|column names|headers) {here}',
  ],
  'data.describe': [
    '(describe|profile) <thetable>',
    '(show|give|calculate|compute) [me] [the] (summary statistics|descriptive statistics|column statistics) (of|for) <thetable>',
  ],
  'data.filter': [
    `(show|list|filter|find|get|give|return|select|keep|display) [me] [only] [all] <the> (rows|records|entries|lines) ${table} (where|with|whose|in which|for which|that have) <condition> [{and_or} <condition2>]`,
    '(filter|filter by|filter for) [rows] [where|by] <condition> [{and_or} <condition2>]',
    `(filter) <thetable> (where|by|for|to|to rows where) <condition> [{and_or} <condition2>]`,
  ],
  'data.sort': [
    '(sort|order) <thetable> by <the> [column] {column} [column] [{order}]',
    `(sort|order) [<the> (rows|records|entries)] ${table} by <the> [column] {column} [column] [{order}]`,
  ],
  'data.top': [
    `(show|list|give|get|what are|find|display|) [me] <the> (top|first) {integer} (rows|records|entries) ${table} by <the> [column] {column} [column]`,
    `(show|list|give|get|display) [me] <the> first {head:integer} (rows|records|entries|lines) ${table}`,
    `(which|what) (row|record|entry) has <the> {extreme} {column} ${table}`,
    `(show|list|give|get|find) [me] <the> (row|record|entry) with <the> {extreme} {column} ${table}`,
  ],
  'data.last': [
    `(show|list|give|get|display) [me] <the> last {tail:integer} (rows|records|entries|lines) ${table}`,
    `(show|list|give|get|display|what is) [me] <the> {tail:last_one} (row|record|entry) ${table}`,
  ],
  'data.join': [
    '{kind:join_kind} (the|these|both|my|the two|these two|my two|both the) [attached|csv|json] (files|tables|csv files|datasets|data sets|attachments|sheets|spreadsheets) (on|by|using|over|along) <the> {key:shared_column} [column] {two}',
    '{kind:join_kind} <the> {left:file} (with|and|to) <the> {right:file} (on|by|using|over|along) <the> {key:shared_column} [column]',
  ],
  'data.json_path': [
    `(what is|get|show|show me|give me|extract|find|return|read|print|) <the> [value] [(of|at|for)] [path|json path|jsonpath] {path:json_path} <injson>`,
    `(get|extract|show|show me|give me|find|return|read|print|what is) <the> value (of|for|at) <the> (key|field|property) {key:quoted} <injson>`,
    `(query|jsonpath|json path) [:] {path:json_path} {here}`,
  ],
  'data.json_keys': [
    '(what are|list|show|show me|get|give me|name|return) [all] <the> [top level|top-level] keys <injson>',
    '(what|which) [top level|top-level] keys (are|are there) <injson>',
    '(what|which) [top level|top-level] keys does <thejson> have',
  ],
  'data.json_length': [
    'how many (items|elements|objects|entries) (are there|are|does|do|) [in] <thejson> [have|contain]',
    '(count|what is the number of) <the> (items|elements|objects|entries) <injson>',
    '(what is|) <the> length of <thejson>',
  ],
  'data.convert': [
    '(convert|turn|transform|change|export|rewrite|format|render|show|reformat) <thetable> (to|into|as|in) [a|an] {format} [format|file]',
    '(convert|turn|transform|change|reformat) (to|into|in) [a|an] {format} [format] {here}',
    '{source:format} to {format} {here}',
    '(convert|turn|transform) (this|it) (to|into) [a|an] {format} {here}',
    '(convert|turn|transform|change) [the|this|that|my] {source:format} [file|data|table|text|document|string|below|above] (to|into|as) [a|an] {format} {here}',
  ],
  'data.pretty': [
    '(pretty print|pretty-print|prettify|format|beautify|indent|reformat) (the|this|that|my|) [attached|following|given|above|pasted] (json|json file|json data|json document|json string) {here}',
    '(minify|compact|compress) (the|this|that|my|) [attached|following|given|above|pasted] (json|json file|json data|json document|json string) {small:here}',
  ],
  'data.validate': [
    'is (this|that|the following|the attached file|the attachment|it|the file) (valid|well formed|well-formed|correct) (json|json file) {here}',
    'is (this|that|the following|the|my) [attached|pasted] (json|json file) (valid|well formed|well-formed) {here}',
    '(validate|check|lint|verify) (this|that|the|the following|my|) [attached|pasted] (json|json file|json document) {here}',
    '(check|tell me) (if|whether) (this|that|the following|the attached file) is valid json {here}',
  ],
  'data.validate_yaml': [
    'is (this|that|the following|the attached file|the attachment|it|the file) (valid|well formed|well-formed|correct) (yaml|yml|yaml file) {here}',
    'is (this|that|the following|the|my) [attached|pasted] (yaml|yml|yaml file) (valid|well formed|well-formed) {here}',
    '(validate|check|lint|verify) (this|that|the|the following|my|) [attached|pasted] (yaml|yml|yaml file|yaml document) {here}',
    '(check|tell me) (if|whether) (this|that|the following|the attached file) is valid (yaml|yml) {here}',
  ],
  'data.schema': [
    '(validate|check) (the|this|that|my|) [attached|json] (data|json|document|file|instance) against (the|this|that|my) [attached|json] schema {two}',
    '(does|is) (the|this|that|my) [attached|json] (data|json|document|file|instance) (match|valid against|conform to|satisfy|valid according to) (the|this|that|my) [attached|json] schema {two}',
  ],
};
