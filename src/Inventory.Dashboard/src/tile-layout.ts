// Where each prefecture stands in the tile map: our own squares, 14 columns by 12 rows, PAGES.md section 2.2. "00" collects
// what was reported without a place, so that the map never hides a part of the nation.

const ROWS = [
  "·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  · 01",
  "·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  · 02",
  "·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  · 05 03",
  "·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  · 06 04",
  "·  ·  ·  ·  ·  ·  ·  ·  · 17 16 15 07  ·",
  "·  ·  ·  ·  ·  ·  ·  · 18 21 20 10 09  ·",
  "·  ·  ·  · 32 31 28 26 25 23 19 11 08  ·",
  "·  ·  · 35 34 33 27 29 24  · 22 13 12  ·",
  "41 40 44  · 38 37  · 30  ·  ·  · 14  ·  ·",
  "42 43 45  · 39 36  ·  ·  ·  ·  ·  ·  ·  ·",
  "· 46  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·",
  "47 ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  · 00",
];

export interface Place {
  readonly code: string;
  readonly column: number;
  readonly row: number;
}

export const PLACES: readonly Place[] = ROWS.flatMap((line, row) =>
  line.trim().split(/\s+/).flatMap((code, column) => (code === "·" ? [] : [{ code, column, row }])))
  .sort((a, b) => (a.code === "00" ? "99" : a.code).localeCompare(b.code === "00" ? "99" : b.code));

/** The nearest tile in a direction: first along the row or column, else the closest beside it. */
export function neighbour(code: string, columns: number, rows: number): string {
  const from = PLACES.find((place) => place.code === code);
  if (!from) return code;
  const distance = (place: Place) => {
    const along = (place.column - from.column) * columns + (place.row - from.row) * rows;
    const aside = Math.abs((place.column - from.column) * rows) + Math.abs((place.row - from.row) * columns);
    return along <= 0 ? Infinity : along + aside * 3;
  };
  const best = PLACES.reduce((a, b) => (distance(b) < distance(a) ? b : a));
  return distance(best) === Infinity ? code : best.code;
}
