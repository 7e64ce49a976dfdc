import { BulletinAcknowledged } from '#events/exchange';
import { consultants, decision, IsId } from '#contexts/kernel';
import { conflict, read } from '#platform/decider';
import { bulletinForward, bulletinForwardIdOf } from './bulletin-forward.ts';
import { bulletinReceipt, bulletinReceiptIdOf } from './bulletin-receipt.ts';

/** A consultant takes note of a bulletin that their association forwarded (受領確認). */
export class AcknowledgeBulletin {
  @IsId() bulletinId!: string;
}

export const acknowledgeBulletin = decision(bulletinReceipt, AcknowledgeBulletin, {
  by: consultants,
  from: ['none', 'acknowledged'],
  emits: [BulletinAcknowledged],
  idOf: ({ bulletinId }, { userId }) => bulletinReceiptIdOf(bulletinId, userId),
  reads: {
    forward: read(bulletinForward, ({ bulletinId }: AcknowledgeBulletin, { officeId }) =>
      officeId === null ? undefined : bulletinForwardIdOf(bulletinId, officeId),
    ),
  },
  joins: 'forward',
  // Offered to every member of the association; the receipt itself is the caller's own by its id.
  openToAll: true,
  decide: ({ bulletinId }, state, { actor, reads: { forward } }) => {
    if (state.stage === 'acknowledged') return [];
    if (forward.stage === 'none') throw notForwarded();
    return [BulletinAcknowledged({ bulletinId, associationId: forward.associationId, userId: actor.userId })];
  },
});

function notForwarded() {
  return conflict('NOT_FORWARDED', {
    en: 'Your association has not forwarded this bulletin',
    ja: '所属する社労士会からこのお知らせは転送されていません',
  });
}
