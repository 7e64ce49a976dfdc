import { BulletinAcknowledged } from '#events/exchange';
import { aggregate, derivedId } from '#platform/decider';
import type { EventOf } from '#platform/event-schema';

export type BulletinReceiptEvent = EventOf<typeof BulletinAcknowledged>;

/** That one consultant took note of a bulletin: thousands do, each in a stream of its own. */
export type BulletinReceipt =
  | { readonly stage: 'none' }
  | { readonly stage: 'acknowledged'; readonly associationId: string; readonly userId: string };

export const initialBulletinReceipt: BulletinReceipt = { stage: 'none' };

/** What a receipt is after one more event. */
export function evolveBulletinReceipt(_: BulletinReceipt, event: BulletinReceiptEvent): BulletinReceipt {
  const { associationId, userId } = event.data;
  return { stage: 'acknowledged', associationId, userId };
}

/** A consultant takes note of a bulletin once, however often they press the button. */
export const bulletinReceiptIdOf = (bulletinId: string, userId: string): string =>
  derivedId('bulletin receipt', bulletinId, userId);

export const bulletinReceipt = aggregate<BulletinReceipt, BulletinReceiptEvent>({
  category: 'bulletinreceipt',
  idField: 'receiptId',
  events: [BulletinAcknowledged],
  initialState: initialBulletinReceipt,
  evolve: evolveBulletinReceipt,
  parties: (state) =>
    state.stage === 'none' ? { offices: [], persons: [] } : { offices: [state.associationId], persons: [state.userId] },
});
