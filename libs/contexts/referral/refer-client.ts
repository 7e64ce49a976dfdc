import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray } from 'class-validator';
import { ClientReferred } from '#events/referral';
import { client, prefectureOf, requireEstablishment, requireRegistered, type Client } from '#contexts/client';
import { dueByClock } from '#contexts/clock';
import { consent, requireCovering } from '#contexts/consent';
import { associationIdOf, isVerifiedMember, memberReads, office, officeStreamIdOf } from '#contexts/directory';
import { consultants, decision, IsCode, IsFreeText, IsId, MayBeAbsent, IsNewId } from '#contexts/kernel';
import { read, readAfter, ruleBroken } from '#platform/decider';
import { dayOf, iescHeadquarters, iescOfficeOf, isPrefectureCode } from '#reference-data';
import { referral } from './referral.ts';

/** A consultant refers a client, with the owner's consent, to IESC (取次). */
export class ReferClient {
  /** Chosen by the client, or made by the service. */
  @MayBeAbsent() @IsNewId() referralId?: string;
  @IsId() clientId!: string;
  /** The establishment the need is at: its prefecture decides which office receives the referral. */
  @IsId() establishmentId!: string;
  @IsId() consentId!: string;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(8) @ArrayUnique() @IsCode({ each: true }) circumstances!: string[];
  @IsArray() @ArrayMaxSize(8) @ArrayUnique() @IsCode({ each: true }) backgrounds!: string[];
  @MayBeAbsent() @IsFreeText() backgroundText?: string;
  @IsCode() urgency!: string;
  @IsFreeText() ownersWish!: string;
}

export const referClient = decision(referral, ReferClient, {
  by: consultants,
  from: ['none'],
  needsAgreement: true,
  emits: [ClientReferred],
  reads: {
    ...memberReads,
    client: read(client, (command: ReferClient) => command.clientId),
    consent: read(consent, (command: ReferClient) => command.consentId),
    office: readAfter('client', office, ({ establishmentId }: ReferClient, referred: Client) =>
      officeStreamIdOf(officeIn(prefectureOf(referred, establishmentId)) ?? iescHeadquarters.id),
    ),
  },
  within: ['consent'],
  decide: (command, _, { actor, now, policy, reads }) => {
    if (!isVerifiedMember(reads, actor)) throw notActive();
    const referred = requireRegistered(reads.client);
    requireCovering(reads.consent, {
      clientId: command.clientId,
      purpose: 'referral',
      recipient: 'iesc',
      on: dayOf(now),
    });
    policy.requireCodes('circumstances', command.circumstances);
    policy.requireCodes('backgrounds', command.backgrounds);
    policy.requireCode('urgencies', command.urgency, 'urgency');
    if (command.circumstances.includes('OTHER') && command.backgroundText === undefined) throw otherNeedsText();
    const { prefecture } = requireEstablishment(referred, command.establishmentId);
    return [
      ClientReferred({
        clientId: command.clientId,
        consultantId: actor.userId,
        associationId: associationIdOf(actor),
        consentId: command.consentId,
        circumstances: command.circumstances,
        backgrounds: command.backgrounds,
        backgroundText: command.backgroundText ?? null,
        urgency: command.urgency,
        ownersWish: command.ownersWish,
        officeId: officeIn(prefecture),
        prefecture,
        industry: referred.industry,
        sizeBand: referred.sizeBand,
        acknowledgeBy: dueByClock('acknowledgeReferral', now, policy, reads.office),
      }),
    ];
  },
});

/** The office of a prefecture; null where that is not known: headquarters find it. */
function officeIn(prefecture: string | null): string | null {
  return prefecture !== null && isPrefectureCode(prefecture) ? iescOfficeOf(prefecture).id : null;
}

function notActive() {
  return ruleBroken('CONSULTANT_NOT_ACTIVE', {
    en: 'Only a consultant whose registration was verified refers clients',
    ja: '登録の確認が済んだ社労士のみ取次ができます',
  });
}

function otherNeedsText() {
  return ruleBroken(
    'TEXT_REQUIRED',
    { en: 'OTHER needs a text', ja: '「その他」の場合は説明が必要です' },
    'backgroundText',
  );
}
