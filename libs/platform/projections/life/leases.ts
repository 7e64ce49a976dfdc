import { type Script, statement } from './script.ts';

/**
 * The right to do something that one of several processes does at a time, as it was when it was acquired: `token` grows
 * whenever the holder changes, so that one who slept through the loss of it is told from the present holder.
 */
export interface Fence {
  readonly resource: string;
  readonly token: number;
}

/** Another process has taken over what this one did. Nothing was written. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
  constructor(readonly resource: string) {
    super(`another process has taken over ${resource}`);
  }
}

/** Who does what, where several processes could. */
export interface Leases {
  /**
   * Renews what this process holds of the resources, gives up what is above its share of them, and takes what is free
   * up to it.
   *
   * @param group what the resources are, e.g. `projections`: each group is shared out by itself
   * @returns the fences of those held from now on, by resource; asked again well before {@link Leases.ttlMs} has passed
   */
  hold(group: string, resources: readonly string[]): Promise<ReadonlyMap<string, Fence>>;
  /** How long a lease lasts that is not renewed, milliseconds. */
  readonly ttlMs: number;
  /** Gives everything back, so that others need not wait. */
  release(): Promise<void>;
}

/** @throws LeaseLost when the lease has changed hands. */
export function* requireLease({ resource, token }: Fence): Script<void> {
  const { rows } = yield statement('SELECT fence FROM leases WHERE resource = $1 FOR SHARE', resource);
  if (Number(rows[0]?.['fence']) !== token) throw new LeaseLost(resource);
}
