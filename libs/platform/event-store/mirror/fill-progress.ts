import { AppendBell } from '../embedded/append-bell.ts';
import type { Position } from '../port.ts';

/**
 * How far the filling of a mirror is.
 * - `opening`: it is not known yet whether the mirror agrees with its server.
 * - `filling`: it grows, and lies behind the server.
 * - `live`: it holds everything up to some moments ago.
 * - `off`: it does not grow just now: the disk is full, the server away, or another process fills it.
 */
export type FillState = 'opening' | 'filling' | 'live' | 'off';

/** Never aborted. */
const NEVER = new AbortController().signal;

/** What those who read a mirror need to know of the one who fills it. */
export class FillProgress {
  readonly #bell = new AppendBell();
  #state: FillState = 'opening';
  #position: Position = 0;

  get state(): FillState {
    return this.#state;
  }

  /** Of the last event that stands in the mirror. */
  get position(): Position {
    return this.#position;
  }

  moved(state: FillState, position: Position): void {
    this.#state = state;
    this.#position = position;
    this.#bell.ring();
  }

  /** Resolves at the next move. */
  next(): Promise<void> {
    return this.#bell.rung(this.#bell.rings, NEVER, undefined);
  }

  /** Resolves as soon as it is worth looking again whether the mirror holds anything after a position. */
  async changed(after: Position, signal: AbortSignal): Promise<void> {
    while (this.isGrowing && this.#position <= after && !signal.aborted) {
      const { rings } = this.#bell;
      await this.#bell.rung(rings, signal, undefined);
    }
  }

  /** Whether more of what the server holds already is on its way into the mirror. */
  get isGrowing(): boolean {
    return this.#state === 'opening' || this.#state === 'filling';
  }
}
