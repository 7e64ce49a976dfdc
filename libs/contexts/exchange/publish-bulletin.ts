import { BulletinPublished } from '#events/exchange';
import { decision, IsCode, IsFreeText, MayBeAbsent, IsNewId } from '#contexts/kernel';
import { dueAt } from '#reference-data';
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
  decide: ({ topic, title, body }, _, { now, policy }) => {
    policy.requireCode('bulletinTopics', topic, 'topic');
    return [BulletinPublished({ topic, title, body, relayBy: dueAt(now, policy.deadlines.relayBulletin) })];
  },
});
