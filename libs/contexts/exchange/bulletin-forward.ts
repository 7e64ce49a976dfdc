import { BulletinForwarded } from '#events/exchange';
import { aggregate, derivedId } from '#platform/decider';
import type { EventOf } from '#platform/event-schema';

export type BulletinForwardEvent = EventOf<typeof BulletinForwarded>;

/** What one association did with a relayed bulletin: 47 of them act on the same one, each in a stream of its own. */
export type BulletinForward =
  | { readonly stage: 'none' }
  | { readonly stage: 'forwarded'; readonly bulletinId: string; readonly associationId: string };

export const initialBulletinForward: BulletinForward = { stage: 'none' };

/** What an association's forwarding is after one more event. */
export function evolveBulletinForward(_: BulletinForward, event: BulletinForwardEvent): BulletinForward {
  const { bulletinId, associationId } = event.data;
  return { stage: 'forwarded', bulletinId, associationId };
}

/** An association forwards a bulletin once: whoever does it for the association meets in one stream. */
export const bulletinForwardIdOf = (bulletinId: string, associationId: string): string =>
  derivedId('bulletin forward', bulletinId, associationId);

export const bulletinForward = aggregate<BulletinForward, BulletinForwardEvent>({
  category: 'bulletinforward',
  idField: 'forwardId',
  events: [BulletinForwarded],
  initialState: initialBulletinForward,
  evolve: evolveBulletinForward,
  parties: (state) => ({ offices: state.stage === 'none' ? [] : [state.associationId], persons: [] }),
});
