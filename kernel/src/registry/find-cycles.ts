/**
 * Finds plugins that wait for each other.
 * @param needs by plugin, the plugins that must start before it
 * @returns each cycle as a path that ends where it began (`a, b, a`), in a stable order; every plugin that lies on some
 *   cycle is on at least one of them.
 */
export function findCycles(needs: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  for (const start of [...needs.keys()].sort()) {
    if (done.has(start)) continue;
    const path = shortestWayBack(needs, start);
    if (path === null) continue;
    cycles.push(path);
    for (const plugin of path) done.add(plugin);
  }
  return cycles;
}

/** Breadth first, so that the cycle that people read is as short as can be. */
function shortestWayBack(needs: ReadonlyMap<string, readonly string[]>, start: string): string[] | null {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const next of [...(needs.get(at) ?? [])].sort()) {
      if (next === start) return [...wayTo(cameFrom, start, at), start];
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, at);
      queue.push(next);
    }
  }
  return null;
}

function wayTo(cameFrom: ReadonlyMap<string, string>, start: string, end: string): string[] {
  const path = [end];
  for (let at = end; at !== start; ) {
    const before = cameFrom.get(at);
    if (before === undefined) break;
    path.unshift(before);
    at = before;
  }
  return path;
}
