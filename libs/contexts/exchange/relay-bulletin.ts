import { BulletinRelayed } from '#events/exchange';
import { decision, IsFreeText, IsId, MayBeAbsent } from '#contexts/kernel';
import { dueAt } from '#reference-data';
import { bulletin } from './bulletin.ts';

/** Headquarters of NASILC pass a bulletin on to the 47 associations (展開). */
export class RelayBulletin {
  @IsId() bulletinId!: string;
  /** A word to the associations. */
  @MayBeAbsent() @IsFreeText() message?: string;
}

export const relayBulletin = decision(bulletin, RelayBulletin, {
  by: ['nasilc.hq_liaison'],
  from: ['published'],
  emits: [BulletinRelayed],
  decide: ({ message }, { topic }, { now, policy }) => [
    BulletinRelayed({ topic, message: message ?? null, forwardBy: dueAt(now, policy.deadlines.relayBulletin) }),
  ],
});
