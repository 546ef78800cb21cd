import { basename } from 'node:path';

/** What of V8's CPU profile is read here. Times in microseconds. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: readonly number[];
}

/** A function that was seen running. */
export interface HotSpot {
  readonly name: string;
  readonly self_ms: number;
  /** With everything that it called; a recursive function counts once. */
  readonly total_ms: number;
  /** Who called it, the most expensive way first. */
  readonly callers: readonly string[];
}

const nameOf = ({ callFrame: { functionName, url, lineNumber } }: ProfileNode) =>
  url === '' ? functionName : `${functionName || '(anonymous)'} ${basename(url)}:${lineNumber + 1}`;

/** Sums a profile up by function, the most self time first. Idle time is left out. */
export function hotSpotsOf(profile: CpuProfile): readonly HotSpot[] {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const selves = new Map<number, number>();
  for (const [index, id] of profile.samples.entries()) {
    selves.set(id, (selves.get(id) ?? 0) + (profile.timeDeltas[index] ?? 0) / 1000);
  }
  const spots = new Map<string, { self: number; total: number; callers: Map<string, number> }>();
  const spotOf = (name: string) => {
    const spot = spots.get(name) ?? { self: 0, total: 0, callers: new Map() };
    spots.set(name, spot);
    return spot;
  };
  for (const [id, self] of selves) {
    const way: string[] = [];
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const node = nodes.get(at);
      if (node !== undefined) way.push(nameOf(node));
    }
    const [name = '', ...callers] = way;
    if (name === '(idle)') continue;
    spotOf(name).self += self;
    for (const each of new Set(way)) spotOf(each).total += self;
    const caller = callers.find((other) => other !== name) ?? '';
    spotOf(name).callers.set(caller, (spotOf(name).callers.get(caller) ?? 0) + self);
  }
  return [...spots]
    .map(([name, { self, total, callers }]) => ({
      name,
      self_ms: self,
      total_ms: total,
      callers: [...callers].sort((a, b) => b[1] - a[1]).map(([caller]) => caller),
    }))
    .sort((a, b) => b.self_ms - a.self_ms);
}
