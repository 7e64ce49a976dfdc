import type { ProcessCommit, ProcessStore, StoredTimer } from './process-store.ts';

/** Timers fetched from the store at once, and kept in memory between commits. */
const PAGE = 500;

type NamedTimer = Pick<StoredTimer, 'instance' | 'name'>;

/** Timers come due in this order. */
type Turn = Pick<StoredTimer, 'due' | 'id'>;

/** Names of timers are words of the program: none is of two lines. */
const keyOf = ({ instance, name }: NamedTimer): string => `${name}\n${instance}`;

const isBefore = (one: Turn, other: Turn): boolean =>
  one.due < other.due || (one.due === other.due && one.id < other.id);

/** Before every timer. */
const BEGINNING: Turn = { due: '', id: '' };

/**
 * The timers of one process in the order in which they come due: the next of those that the store holds, and what has
 * been set, cancelled and rung since the last commit. However many are set, only the next few are in memory.
 */
export class Agenda {
  /** In order; among them such as were cancelled or set anew since they came here. */
  #next: StoredTimer[] = [];
  /** How many of them are done with. */
  #done = 0;
  /** Those of them that stand. */
  readonly #standing = new Map<string, StoredTimer>();
  /** The store's timers up to here are in memory, or have changed since; undefined: all of them. */
  #end: Turn | undefined;
  readonly #set = new Map<string, StoredTimer>();
  readonly #gone = new Map<string, NamedTimer>();
  readonly #ended = new Set<string>();
  /** Names of the timers that an instance has, where all were set here: of others there is nothing to cancel. */
  #names: Map<string, Set<string>> | undefined;

  /** @param isAnew the store's timers are to be dropped with the next commit */
  constructor(
    private readonly process: string,
    private readonly store: Pick<ProcessStore, 'timersAfter'>,
    { isAnew }: { readonly isAnew: boolean },
  ) {
    this.#end = isAnew ? undefined : BEGINNING;
    if (isAnew) this.#names = new Map();
  }

  /** What comes now comes one by one: which timers there are is not kept in mind any more. */
  forget(): void {
    this.#names = undefined;
  }

  /** Changes since the last commit. */
  get changes(): number {
    return this.#set.size + this.#gone.size + this.#ended.size;
  }

  /** The timer that comes due first. */
  async first(): Promise<StoredTimer | undefined> {
    for (;;) {
      const first = this.#firstInMemory();
      if (this.#end === undefined || (first && !isBefore(this.#end, first))) return first;
      await this.#fetch(this.#end);
    }
  }

  set(timer: StoredTimer): void {
    this.#name(timer);
    this.#set.set(keyOf(timer), timer);
    this.#insert(timer);
  }

  /** It has rung, or is to ring no more: as it was set, it is gone. */
  cancel({ instance, name }: NamedTimer): void {
    if (this.#names && !this.#names.get(instance)?.delete(name)) return;
    const key = keyOf({ instance, name });
    this.#standing.delete(key);
    this.#set.delete(key);
    this.#gone.set(key, { instance, name });
  }

  /** Cancels all timers of an instance. */
  end(instance: string): void {
    if (this.#names) {
      for (const name of this.#names.get(instance) ?? []) this.cancel({ instance, name });
      this.#names.delete(instance);
      return;
    }
    this.#ended.add(instance);
    for (const [key, timer] of this.#set) if (timer.instance === instance) this.#set.delete(key);
    for (const [key, timer] of this.#standing) if (timer.instance === instance) this.#standing.delete(key);
  }

  /** What has changed since the last commit. */
  commit(): Pick<ProcessCommit, 'ended' | 'timersGone' | 'timersSet'> {
    return {
      ended: [...this.#ended],
      timersGone: [...this.#gone.values()],
      timersSet: [...this.#set.values()],
    };
  }

  /** All that {@link commit} said is in the store: what comes late can be fetched from there. */
  committed(): void {
    this.#set.clear();
    this.#gone.clear();
    this.#ended.clear();
    if (this.#end !== undefined) this.#forgetAfter(this.#end);
    const last = this.#next[this.#done + PAGE];
    if (this.#standing.size <= 2 * PAGE || !last) return;
    this.#end = last;
    this.#forgetAfter(last);
  }

  #name({ instance, name }: NamedTimer): void {
    if (!this.#names) return;
    const names = this.#names.get(instance);
    if (names) names.add(name);
    else this.#names.set(instance, new Set([name]));
  }

  #forgetAfter(end: Turn): void {
    const next = this.#next;
    while (next.length > this.#done && isBefore(end, next.at(-1)!)) this.#forget(next.pop()!);
  }

  #firstInMemory(): StoredTimer | undefined {
    const next = this.#next;
    while (this.#done < next.length && !this.#stands(next[this.#done]!)) this.#done++;
    if (this.#done > PAGE) {
      next.splice(0, this.#done);
      this.#done = 0;
    }
    return next[this.#done];
  }

  #stands(timer: StoredTimer): boolean {
    return this.#standing.get(keyOf(timer)) === timer;
  }

  #forget(timer: StoredTimer): void {
    if (this.#stands(timer)) this.#standing.delete(keyOf(timer));
  }

  async #fetch(after: Turn): Promise<void> {
    const page = await this.store.timersAfter(this.process, after, PAGE);
    const isOutdated = (timer: StoredTimer) => {
      const key = keyOf(timer);
      return this.#set.has(key) || this.#gone.has(key) || this.#ended.has(timer.instance);
    };
    for (const timer of page) if (!isOutdated(timer)) this.#insert(timer);
    this.#end = page.length < PAGE ? undefined : page.at(-1);
  }

  /** Where its turn is; most are due after all others, so that is looked at first. */
  #insert(timer: StoredTimer): void {
    this.#standing.set(keyOf(timer), timer);
    const next = this.#next;
    let [low, high] = [this.#done, next.length];
    if (high > low && !isBefore(timer, next[high - 1]!)) low = high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(timer, next[middle]!)) high = middle;
      else low = middle + 1;
    }
    next.splice(low, 0, timer);
  }
}
