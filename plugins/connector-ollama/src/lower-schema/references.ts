import { isRecord, type Json, type JsonObject } from '@kora/contracts';

function decodeSegment(raw: string): string {
  return raw.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** The schema that a `$ref` names, or undefined when it is remote or points to nothing (RFC 6901). */
export function resolveReference(root: JsonObject, reference: string): Json | undefined {
  if (reference === '#') return root;
  if (!reference.startsWith('#/')) return undefined;
  let node: Json | undefined = root;
  for (const raw of reference.slice(2).split('/')) {
    const key = decodeSegment(raw);
    if (Array.isArray(node)) node = node[Number(key)];
    else node = isRecord(node) && Object.hasOwn(node, key) ? (node as JsonObject)[key] : undefined;
  }
  return node;
}

/** The references with which a schema may begin before any character is generated. */
function beginnings(schema: Json | undefined): readonly string[] {
  if (!isRecord(schema)) return [];
  const node = schema as JsonObject;
  if (typeof node.$ref === 'string') return [node.$ref];
  return [node.oneOf, node.anyOf, node.allOf].flatMap((list) => (Array.isArray(list) ? list.flatMap(beginnings) : []));
}

/** True when what a reference names can begin with itself: llama.cpp refuses such a grammar, or hangs on it. */
export function beginsWithItself(root: JsonObject, reference: string): boolean {
  const reached = new Set<string>();
  const open = [...beginnings(resolveReference(root, reference))];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === reference) return true;
    if (!reached.has(next)) open.push(...beginnings(resolveReference(root, next)));
    reached.add(next);
  }
  return false;
}
