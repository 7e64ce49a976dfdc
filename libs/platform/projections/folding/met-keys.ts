/** Places for keys at first; a power of two, as it stays. */
const FIRST_PLACES = 1024;

/**
 * Tells of a key whether it can have been met before: of one that has been always, of one that has not hardly ever. Kept is a
 * number for each key, four to eight bytes, and not the key.
 */
export class MetKeys {
  #marks = new Uint32Array(FIRST_PLACES);
  #count = 0;

  add(key: string): void {
    const mark = markOf(key);
    const place = placeOf(this.#marks, mark);
    if (this.#marks[place] === mark) return;
    this.#marks[place] = mark;
    if (++this.#count * 4 > this.#marks.length * 3) this.#grow();
  }

  mayHave(key: string): boolean {
    const mark = markOf(key);
    return this.#marks[placeOf(this.#marks, mark)] === mark;
  }

  #grow(): void {
    const marks = new Uint32Array(this.#marks.length * 2);
    for (const mark of this.#marks) if (mark !== 0) marks[placeOf(marks, mark)] = mark;
    this.#marks = marks;
  }
}

/** A number that a key is known by, never 0: FNV-1a. */
function markOf(key: string): number {
  let mark = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) mark = Math.imul(mark ^ key.charCodeAt(at), 0x01000193);
  return mark >>> 0 || 1;
}

/** Where a mark stands among others, or would. */
function placeOf(marks: Uint32Array, mark: number): number {
  const last = marks.length - 1;
  let place = mark & last;
  while (marks[place] !== 0 && marks[place] !== mark) place = (place + 1) & last;
  return place;
}
