import type { Actor } from '#platform/event-store';

/** Actors of verified tokens by a name of the token, each until an instant; the one not asked for longest goes first. */
export class RememberedActors {
  private readonly entries = new Map<string, { readonly actor: Actor; readonly until: number }>();

  /** @param most how many are kept */
  constructor(private readonly most: number) {}

  /** @param now milliseconds since the epoch */
  recall(name: string, now: number): Actor | undefined {
    const entry = this.entries.get(name);
    if (entry === undefined) return undefined;
    this.entries.delete(name);
    if (entry.until <= now) return undefined;
    this.entries.set(name, entry); // a Map keeps the order of insertion: the last asked for stands last
    return entry.actor;
  }

  /** @param until milliseconds since the epoch */
  remember(name: string, actor: Actor, until: number): void {
    this.entries.delete(name);
    const [oldest] = this.entries.keys();
    if (oldest !== undefined && this.entries.size >= this.most) this.entries.delete(oldest);
    this.entries.set(name, { actor, until });
  }
}
