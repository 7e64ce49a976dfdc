import type { ProjectionStatus } from '../store/read-model-store.ts';

/** What an operator can have done to a projection. A discard is none of them: it is an event of the log. */
export const orderActions = [
  'build',
  'rebuild',
  'verify',
  'promote',
  'rollback',
  'pause',
  'resume',
  'retire',
  'retry',
] as const;

export type OrderAction = (typeof orderActions)[number];

/** An operator's wish, kept where the read models are, so that whichever process keeps the projection finds it. */
export interface Order {
  readonly id: string;
  readonly name: string;
  /** null: the version that the action is for, as things stand when it is carried out. */
  readonly version: number | null;
  readonly action: OrderAction;
  /** Of a `retry`: the id of the one stream to try; null: all of them. */
  readonly stream: string | null;
  readonly orderedBy: string;
  /** ISO 8601 UTC. */
  readonly orderedAt: string;
  /** `open`: not carried out yet, or under way. `refused`: not possible as things stood. */
  readonly state: 'open' | 'done' | 'refused';
  /** What was done, or why not: a sentence; null while it is open. */
  readonly answer: string | null;
  readonly settledAt: string | null;
}

export type NewOrder = Pick<Order, 'name' | 'version' | 'action' | 'stream' | 'orderedBy'>;

/** A step in the life of a projection is not possible as things stand; the message says why, in a sentence. */
export class OrderRefused extends Error {
  override readonly name = 'OrderRefused';
  constructor(
    message: string,
    /** Whether a moment may mend it: something lies behind. */
    readonly isBehind = false,
  ) {
    super(message);
  }
}

/**
 * The version that an order is for: the one it names, else the one its action is usually for.
 *
 * @param statuses of all versions of the projection that are known, the newest first
 * @throws OrderRefused
 */
export function versionMeant({ name, version, action }: NewOrder, statuses: readonly ProjectionStatus[]): number {
  if (statuses.length === 0) throw new OrderRefused(`There is no projection ${name}.`);
  const found = version === null ? usual(action, statuses) : statuses.find((status) => status.version === version);
  if (found === undefined) {
    throw new OrderRefused(
      version === null
        ? `No version of ${name} is in a state to ${IN_WORDS[action] ?? action}: ${standing(statuses)}.`
        : `${name} has no version ${version}: ${standing(statuses)}.`,
    );
  }
  return found.version;
}

/** Orders whose name is not the verb. */
const IN_WORDS: Partial<Record<OrderAction, string>> = { rollback: 'roll back' };

function usual(action: OrderAction, statuses: readonly ProjectionStatus[]): ProjectionStatus | undefined {
  const serving = statuses.find(({ serves }) => serves);
  const besides = statuses.filter(({ serves }) => !serves);
  switch (action) {
    case 'build':
      return statuses.find(({ state }) => state === 'new') ?? besides.find(({ state }) => state === 'retired');
    case 'verify':
      return besides.find(({ state }) => state === 'verifying') ?? serving;
    case 'promote':
      return (
        besides.find(({ state, promotedAt }) => state === 'verifying' && promotedAt === null) ??
        // A newer one that was rolled back.
        besides.find(
          ({ state, version }) => state === 'verifying' && serving !== undefined && version > serving.version,
        )
      );
    case 'rollback':
      return besides
        .filter(({ state, promotedAt }) => state === 'verifying' && promotedAt !== null)
        .sort((a, b) => (a.promotedAt! < b.promotedAt! ? 1 : -1))[0];
    case 'resume':
      return statuses.find(({ state }) => state === 'paused');
    case 'retry':
      return statuses.find(({ state, parked }) => state === 'failed' || parked > 0);
    case 'retire':
      return besides.findLast(({ state }) => state !== 'retired');
    case 'rebuild':
    case 'pause':
      return serving ?? statuses[0];
    default:
      return action satisfies never;
  }
}

function standing(statuses: readonly ProjectionStatus[]): string {
  return statuses
    .map(({ version, state, serves }) => `version ${version} is ${state}${serves ? ' and serves' : ''}`)
    .join(', ');
}
