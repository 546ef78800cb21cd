/**
 * Script of the page at `/docs`: lists the routes of `/openapi.json`, shows their schemas, and sends requests with the
 * browser's own session. Plain ES in a string, so that the page needs no build step; everything is set as text, never as HTML.
 */
export const EXPLORER_SCRIPT = `
const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const pretty = (value) => JSON.stringify(value, null, 2);

/** Replaces references by what they name, each once on a way down, so that recursive schemas end. */
const resolve = (value, root, seen = []) => {
  if (Array.isArray(value)) return value.map((item) => resolve(item, root, seen));
  if (value === null || typeof value !== 'object') return value;
  const name = value.$ref;
  if (typeof name === 'string') {
    if (seen.includes(name) || seen.length > 12) return { $ref: name };
    const found = name.split('/').slice(1).reduce((at, key) => at?.[key], root);
    return resolve(found, root, [...seen, name]);
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, root, seen)]));
};

/** A value to start from: required fields only, first choices, smallest numbers. */
const example = (schema, depth = 0) => {
  if (!schema || depth > 8) return null;
  if ('const' in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = schema.oneOf ?? schema.anyOf;
  if (choice) return example(choice[0], depth + 1);
  if (schema.type === 'object') {
    const fields = (schema.required ?? []).map((key) => [key, example(schema.properties?.[key], depth + 1)]);
    return Object.fromEntries(fields);
  }
  if (schema.type === 'array') return [];
  if (schema.type === 'string') return schema.title === undefined && schema.pattern?.includes('\\\\d') ? '1.0' : '';
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 0, 0);
  return schema.type === 'boolean' ? false : null;
};

const schemaOf = (content) => content?.['application/json']?.schema;

const curlLine = (method, url, body) =>
  ['curl -X ' + method, "-H 'Authorization: Bearer '\\"$KORA_TOKEN\\"", ...(body ? ["-H 'Content-Type: application/json'"] : []),
    ...(body ? ["-d '" + body.replaceAll("'", "'\\\\''") + "'"] : []), "'" + location.origin + url + "'"].join(' ');

/** Shows an answer as it arrives, so that event streams are seen live. */
const show = async (response, output) => {
  output.textContent = response.status + ' ' + response.statusText + '\\n';
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('application/json')) {
    output.textContent += pretty(await response.json());
    return;
  }
  if (response.body === null) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) output.append(part.value);
};

const form = (method, path, operation, root) => {
  const fields = (operation.parameters ?? []).map((parameter) => {
    const input = make('input', { name: parameter.name, required: parameter.required });
    return { parameter, input, label: make('label', {}, parameter.name + ' (' + parameter.in + ')', input) };
  });
  const schema = schemaOf(operation.requestBody?.content);
  const body = schema ? make('textarea', { spellcheck: false, value: pretty(example(resolve(schema, root))) }) : null;
  const streams = method === 'GET' && operation.responses['200']?.content?.['text/event-stream'] !== undefined;
  const live = streams ? make('input', { type: 'checkbox' }) : null;
  const output = make('pre', { hidden: true });
  const send = make('button', { type: 'submit' }, 'Send');
  const copy = make('button', { type: 'button' }, 'curl');
  const url = () => {
    const query = new URLSearchParams();
    let target = path;
    for (const { parameter, input } of fields) {
      if (parameter.in === 'path') target = target.replace('{' + parameter.name + '}', encodeURIComponent(input.value));
      else if (input.value !== '') query.set(parameter.name, input.value);
    }
    return query.size > 0 ? target + '?' + query : target;
  };
  copy.onclick = () => {
    output.hidden = false;
    output.textContent = curlLine(method, url(), body?.value);
  };
  const element = make('form', {}, ...fields.map(({ label }) => label));
  if (body) element.append(make('label', {}, 'Body', body));
  if (live) element.append(make('label', {}, live, 'as a live stream'));
  element.append(send, copy, output);
  element.onsubmit = async (event) => {
    event.preventDefault();
    output.hidden = false;
    output.textContent = '…';
    const headers = { Accept: live?.checked ? 'text/event-stream' : 'application/json' };
    if (body) headers['Content-Type'] = 'application/json';
    try {
      await show(await fetch(url(), { method, headers, ...(body ? { body: body.value } : {}) }), output);
    } catch (error) {
      output.append('\\n' + error);
    }
  };
  return element;
};

const schemas = (title, content, root) => {
  const schema = schemaOf(content);
  if (!schema) return [];
  return [make('details', {}, make('summary', {}, title), make('pre', {}, pretty(resolve(schema, root))))];
};

const contents = (method, path, operation, root) => {
  const answers = Object.entries(operation.responses ?? {}).flatMap(([status, answer]) =>
    schemas('Answer ' + status, resolve(answer, root).content, root));
  return [make('p', {}, operation.summary ?? ''), ...schemas('Body', operation.requestBody?.content, root), ...answers,
    form(method, path, operation, root)];
};

/** One route, folded; its inside is made when it is opened first, because resolved schemas are long. */
const entry = (method, path, operation, root) => {
  const inside = make('div', { className: 'inside' });
  const name = make('span', { className: 'method' }, method);
  const element = make('details', { id: operation.operationId }, make('summary', {}, name, make('code', {}, path)), inside);
  const fill = () => inside.append(...contents(method, path, operation, root));
  element.addEventListener('toggle', fill, { once: true });
  return element;
};

const start = async () => {
  const about = document.querySelector('#about');
  const response = await fetch('/openapi.json');
  const root = await response.json();
  if (!response.ok) {
    about.textContent = root.message;
    return;
  }
  about.textContent = root.info.description + ' Version ' + root.info.version + '.';
  const groups = new Map();
  for (const [path, item] of Object.entries(root.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      const [tag] = operation.tags;
      groups.set(tag, [...(groups.get(tag) ?? []), entry(method.toUpperCase(), path, operation, root)]);
    }
  }
  for (const [tag, entries] of groups) {
    document.querySelector('#routes').append(make('section', {}, make('h2', {}, tag), ...entries));
  }
};

start().catch((error) => {
  document.querySelector('#about').textContent = 'The description could not be read: ' + error;
});
`;
