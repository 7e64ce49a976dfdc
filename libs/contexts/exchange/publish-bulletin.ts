import { BulletinPublished } from '#events/exchange';
import { dueByClock } from '#contexts/clock';
import { office, officeStreamIdOf } from '#contexts/directory';
import { decision, IsCode, IsFreeText, MayBeAbsent, IsNewId } from '#contexts/kernel';
import { read } from '#platform/decider';
import { nasilcHeadquarters } from '#reference-data';
import { bulletin } from './bulletin.ts';

/** Headquarters of IESC publish a bulletin (お知らせの発行). */
export class PublishBulletin {
  /** Chosen by the client, or made by the service. */
  @MayBeAbsent() @IsNewId() bulletinId?: string;
  @IsCode() topic!: string;
  @IsFreeText(200) title!: string;
  @IsFreeText(10_000) body!: string;
}

export const publishBulletin = decision(bulletin, PublishBulletin, {
  by: ['iesc.hq_coordinator'],
  from: ['none'],
  needsAgreement: true,
  emits: [BulletinPublished],
  reads: { relaying: read(office, (_: PublishBulletin) => officeStreamIdOf(nasilcHeadquarters.id)) },
  decide: ({ topic, title, body }, _, { now, policy, reads }) => {
    policy.requireCode('bulletinTopics', topic, 'topic');
    return [
      BulletinPublished({ topic, title, body, relayBy: dueByClock('relayBulletin', now, policy, reads.relaying) }),
    ];
  },
});
