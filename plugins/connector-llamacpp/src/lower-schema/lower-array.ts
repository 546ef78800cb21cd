import type { JsonObject } from '@kora/contracts';
import { inside, lowerNode, type Place } from './lower-node.ts';
import type { Lowering } from './lowering.ts';
import { keepsRepetition } from './lowering-profile.ts';

/** An array: items, a fixed beginning, and how many. Null when it would need items that cannot exist. */
export function lowerArray(node: JsonObject, place: Place, lowering: Lowering): JsonObject | null {
  const prefix = Array.isArray(node.prefixItems) ? node.prefixItems : [];
  const prefixItems = prefix.map((schema, i) => lowerNode(schema, inside(place, `/prefixItems/${i}`), lowering));
  const items = node.items === undefined ? undefined : lowerNode(node.items, inside(place, '/items'), lowering);
  const possible = prefixItems.filter((item) => item !== null);
  if (possible.length < prefixItems.length) return null;
  const minItems = keepsRepetition(node.minItems, lowering.profile) ? node.minItems : undefined;
  const declared = keepsRepetition(node.maxItems, lowering.profile) ? node.maxItems : undefined;
  const maxItems = items === null ? Math.min(declared ?? prefix.length, prefix.length) : declared;
  if (minItems !== undefined && maxItems !== undefined && minItems > maxItems) return null;
  return {
    type: 'array',
    ...(possible.length > 0 ? { prefixItems: possible } : {}),
    ...(items === undefined || items === null ? {} : { items }),
    ...(minItems === undefined ? {} : { minItems }),
    ...(maxItems === undefined ? {} : { maxItems }),
  };
}
