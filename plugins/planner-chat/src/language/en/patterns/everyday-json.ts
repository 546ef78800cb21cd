const valid = '(valid|well formed|well-formed|correct|proper|ok|legal)';

/** More ways in which people ask about JSON that they write into a message or paste below it. */
export const everydayJson: Readonly<Record<string, readonly string[]>> = {
  'data.pretty': [
    '{layout:json_layout} <doc>',
    '<doc> {layout:json_layout}',
    '(make|print|show|write|display|output) <doc> {layout:json_layout}',
    'make <doc> (pretty|readable|human readable|nice)',
    '{layout:json_layout} (this|the following|my|the) json (string|object|document|data|) <doc>',
  ],
  'data.validate': [
    `is {here:inline} [a] ${valid} json [document|object]`,
    `is (this|it|that) [a] ${valid} json [document|object|string] [?] {here:inline}`,
    `(validate|check|lint|verify) <doc>`,
    `[is this|is it|is that] ${valid} json [?] {here:inline}`,
    `{here:inline} [is] [this] ${valid} json`,
    `(check|tell me|test|verify) (if|whether|that) (this|the following|it|) [json|is] {here:inline} is ${valid} [json]`,
    `(check|tell me|test|verify) (if|whether|that) this is ${valid} json {here:inline}`,
    `json (validator|validate|lint|linter|check|checker) {here:inline}`,
    `{here:inline} (validate|lint|check) [json]`,
  ],
  'data.convert': [
    '(convert|turn|transform|change|export|rewrite|write|show|format|translate|render) <inlinedoc> (to|into|as|in) [a|an] {format} [format|file]',
    '(convert|turn|transform|change|export|write|translate) (to|into|in|as) [a|an] {format} [format] <inlinedoc>',
    '[json] (to|as|in) [a|an] {format} <inlinedoc>',
    '<inlinedoc> (to|as|in|into) [a|an] {format} [format|please]',
    '(convert|change|turn|transform) json (to|into) [a|an] {format} <inlinedoc>',
  ],
  'data.json_keys': [
    '<whatis> <the> [top level|top-level] keys <atdoc>',
    '(list|name|return|extract) [all] <the> [top level|top-level] keys <atdoc>',
    '(what|which) [top level|top-level] keys (does|do) <doc> (have|contain)',
    '(what|which) keys are [there] in <doc>',
    '<doc> keys',
    'object.keys({here:inline})',
  ],
  'data.json_path': [
    '<whatis> <the> [value] [(of|at|for)] [path|json path|jsonpath|key] {path:json_path} <atdoc>',
    '(read|extract|return|print|query|look up|lookup|select) <the> [value] [(of|at|for)] {path:json_path} <atdoc>',
    '<whatis> <the> [value] [(of|at|for)] [key|field|property] ({key:quoted}|{key:run}) <atdoc>',
    '(read|extract|return|print|look up|lookup) <the> [value] [(of|at|for)] [key|field|property] ({key:quoted}|{key:run}) <atdoc>',
    '(jq|jsonpath|json path|query) [:] ({path:json_path}|{key:quoted}) [in|of|from|on] <doc>',
    '<doc> (get|jq|jsonpath|json path|path) {path:json_path}',
  ],
  'data.json_length': [
    'how many (items|elements|objects|entries) (are there|are|does|do|) [in] <doc> [have|contain]',
    '(count|<whatis> <the> number of) <the> (items|elements|objects|entries) <atdoc>',
    '<whatis> <the> length <atdoc>',
  ],
  'data.json_key_count': [
    'how many [top level|top-level] keys (are there|are|does|do|) [in] <doc> [have|contain]',
    '(count|<whatis> <the> number of) <the> [top level|top-level] keys <atdoc>',
  ],
  'data.json_sort_keys': [
    '(sort|order|alphabetize|alphabetise) <the> [json] keys [alphabetically] [(in|of|from)] <doc> [alphabetically]',
    '(sort|order) <doc> (by key|by keys|by key name|by its keys|alphabetically by key)',
    '(sort|order) <the> [json] keys <doc>',
    '<doc> (sort|sorted) [by] keys',
    '<doc> with (sorted keys|keys sorted|its keys sorted)',
  ],
  'data.json_flatten': ['(flatten|unnest) <doc>', '<doc> flattened', '<doc> flatten', 'flatten [nested] json <doc>'],
  'data.json_schema_of': [
    '(generate|create|make|infer|derive|write|build|<whatis>|show) [a|an|the] json schema (for|of|from) <doc>',
    '(generate|create|make|infer|derive|build) [a|an|the] schema (for|of|from) <doc>',
    '(convert|turn) <doc> (to|into) [a] json schema',
    '<doc> (to|as) [a] json schema',
    '(json to schema|json to json schema|json schema) <doc>',
  ],
  'data.json_diff': [
    '(diff|compare|json diff|diff json) {left:inline} (and|with|to|against|vs|versus|,|) {right:inline}',
    '<whatis> <the> (difference|differences|diff|changes) (between|of|from) {left:inline} (and|to) {right:inline}',
    '(what|which) (changed|is different|differs|changes) (between|from) {left:inline} (and|to) {right:inline}',
    '{left:inline} (vs|versus) {right:inline} (diff|difference)',
  ],
  'data.json_conforms': [
    '(validate|check) [<this>] [json|data|document|object] {left:inline} (against|with) [<this>] [json] [schema] {right:inline}',
    '(does|is) {left:inline} (match|conform to|satisfy|fit|valid against|valid for|valid according to) [<this>] [json] schema {right:inline}',
  ],
  'data.json_equal': [
    '(is|are) {left:inline} (and|equal to|the same as|identical to|equivalent to) {right:inline} [equal|the same|identical|equivalent]',
    'does {left:inline} equal {right:inline}',
  ],
};
