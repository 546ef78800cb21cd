import { crc32, deflateSync } from 'node:zlib';

const BACKGROUND = [23, 78, 86] as const;
const INK = [240, 246, 245] as const;

/** Distance from a point to a segment. */
function distance(px: number, py: number, [ax, ay, bx, by]: readonly [number, number, number, number]): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(px - ax - along * dx, py - ay - along * dy);
}

/** The mark of assets/icon.svg, on a square of side 1: a stem, and two branches that leave it at one point. */
const STROKES = [
  [0.36, 0.26, 0.36, 0.74],
  [0.36, 0.5, 0.66, 0.26],
  [0.36, 0.5, 0.66, 0.74],
] as const;

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** The application's icon as a PNG (RFC 2083) without transparency, which suits maskable icons too. */
export function drawIcon(size: number): Buffer {
  const rows: Buffer[] = [];
  for (let y = 0; y < size; y++) {
    const row = Buffer.alloc(1 + size * 3);
    for (let x = 0; x < size; x++) {
      const near = Math.min(...STROKES.map((stroke) => distance((x + 0.5) / size, (y + 0.5) / size, stroke)));
      const ink = Math.max(0, Math.min(1, (0.05 - near) * size + 0.5));
      for (let part = 0; part < 3; part++)
        row[1 + x * 3 + part] = Math.round((BACKGROUND[part] ?? 0) * (1 - ink) + (INK[part] ?? 0) * ink);
    }
    rows.push(row);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const data = deflateSync(Buffer.concat(rows));
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}
