import { BulletinForwarded } from '#events/exchange';
import { dueByClock } from '#contexts/clock';
import { office, officeStreamIdOf } from '#contexts/directory';
import { associations, decision, IsId } from '#contexts/kernel';
import { conflict, read, ruleBroken } from '#platform/decider';
import { nasilcHeadquarters } from '#reference-data';
import { bulletinForward, bulletinForwardIdOf } from './bulletin-forward.ts';
import { bulletin } from './bulletin.ts';

/** An association forwards a relayed bulletin to its members. */
export class ForwardBulletin {
  @IsId() bulletinId!: string;
}

export const forwardBulletin = decision(bulletinForward, ForwardBulletin, {
  by: associations,
  from: ['none', 'forwarded'],
  emits: [BulletinForwarded],
  idOf: ({ bulletinId }, { officeId }) => bulletinForwardIdOf(bulletinId, officeId ?? nasilcHeadquarters.id),
  reads: {
    bulletin: read(bulletin, (command: ForwardBulletin) => command.bulletinId),
    association: read(office, (_: ForwardBulletin, { officeId }) =>
      officeStreamIdOf(officeId ?? nasilcHeadquarters.id),
    ),
  },
  joins: 'bulletin',
  decide: ({ bulletinId }, state, { actor, now, policy, reads }) => {
    if (state.stage === 'forwarded') return [];
    if (reads.bulletin.stage === 'none') throw unknownBulletin();
    if (reads.bulletin.stage === 'published') throw notRelayed();
    return [
      BulletinForwarded({
        bulletinId,
        associationId: actor.officeId ?? nasilcHeadquarters.id,
        acknowledgeBy: dueByClock('acknowledgeBulletin', now, policy, reads.association),
      }),
    ];
  },
});

function unknownBulletin() {
  return ruleBroken(
    'UNKNOWN_BULLETIN',
    { en: 'There is no such bulletin', ja: '該当するお知らせがありません' },
    'bulletinId',
  );
}

function notRelayed() {
  return conflict('NOT_RELAYED', {
    en: 'Headquarters have not relayed the bulletin yet',
    ja: '全国社労士会からまだ展開されていません',
  });
}
