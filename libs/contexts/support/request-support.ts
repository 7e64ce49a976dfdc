import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray } from 'class-validator';
import { SupportRequested } from '#events/support';
import { client, prefectureOf, requireEstablishment, requireRegistered, type Client } from '#contexts/client';
import { dueByClock } from '#contexts/clock';
import { office, officeStreamIdOf } from '#contexts/directory';
import { decision, IsCode, IsFreeText, IsId, MayBeAbsent, officeStaff, IsNewId } from '#contexts/kernel';
import { IsRecommendationCode, recommendation, recommendationIdOf } from '#contexts/recommendation';
import { referral } from '#contexts/referral';
import { read, readAfter, ruleBroken } from '#platform/decider';
import type { Actor } from '#platform/event-store';
import { iescHeadquarters, iescOfficeOf, isPrefectureCode } from '#reference-data';
import { requireLinkable } from './linkable-referral.ts';
import { supportCase, supportCaseIdOf } from './support-case.ts';

/**
 * The business owner requests support (支援依頼); somebody of the office enters it for them. It may name a referral,
 * quote a recommendation's code, or come out of the blue, and it outranks our own steps: no review of a referral has to
 * be through. The time within which IESC has "swiftly" to make first contact begins here.
 */
export class RequestSupport {
  /** Chosen by the client, or made by the service; not with a referral, whose case is found by it. */
  @MayBeAbsent() @IsNewId() caseId?: string;
  @IsId() clientId!: string;
  /** The establishment the need is at: its prefecture decides which office the case is at. */
  @IsId() establishmentId!: string;
  @MayBeAbsent() @IsId() referralId?: string;
  @MayBeAbsent() @IsRecommendationCode() recommendationCode?: string;
  @IsCode() channel!: string;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(8) @ArrayUnique() @IsCode({ each: true }) circumstances!: string[];
  @IsFreeText() wish!: string;
  /** Name of the owner, or of who asks for the owner. */
  @IsFreeText(100) requestedBy!: string;
}

export const requestSupport = decision(supportCase, RequestSupport, {
  by: officeStaff,
  from: ['none'],
  emits: [SupportRequested],
  reads: {
    client: read(client, (command: RequestSupport) => command.clientId),
    office: readAfter('client', office, ({ establishmentId }: RequestSupport, asking: Client, actor) =>
      officeStreamIdOf(officeIn(prefectureOf(asking, establishmentId), actor)),
    ),
    referral: read(referral, (command: RequestSupport) => command.referralId),
    recommendation: read(recommendation, ({ recommendationCode: code }: RequestSupport) =>
      code === undefined ? undefined : recommendationIdOf(code),
    ),
  },
  // One request for a referral, however many enter it at once: the second meets the case of the first.
  idOf: ({ caseId, referralId }) => (referralId === undefined ? caseId : supportCaseIdOf(referralId)),
  within: ['referral'],
  joins: ['referral', 'recommendation'],
  decide: (command, _, { actor, now, policy, reads }) => {
    const { prefecture } = requireEstablishment(requireRegistered(reads.client), command.establishmentId);
    if (command.caseId !== undefined && command.referralId !== undefined) throw caseOfReferral();
    const recommended = reads.recommendation.stage === 'none' ? null : reads.recommendation;
    if (command.recommendationCode !== undefined && recommended === null) throw unknownRecommendation();
    policy.requireCode('supportChannels', command.channel, 'channel');
    policy.requireCodes('circumstances', command.circumstances);
    // Last: before acceptance the office must not learn whose referral it is, so nothing that is refused may depend on
    // whether the client is the right one. Naming it rightly costs a request, recorded under the name of who entered it.
    const referred = command.referralId === undefined ? null : requireLinkable(reads.referral, command.clientId);
    const firstContact = command.circumstances.includes('LAYOFF') ? 'firstContactLayoff' : 'firstContact';
    return [
      SupportRequested({
        clientId: command.clientId,
        establishmentId: command.establishmentId,
        officeId: officeIn(prefecture, actor),
        prefecture,
        referralId: command.referralId ?? null,
        referredBy: referred?.consultantId ?? null,
        associationId: referred?.associationId ?? null,
        consentId: referred?.consentId ?? null,
        recommendationId: recommended?.recommendationId ?? null,
        channel: command.channel,
        circumstances: command.circumstances,
        wish: command.wish,
        requestedBy: command.requestedBy,
        firstContactBy: dueByClock(firstContact, now, policy, reads.office),
      }),
    ];
  },
});

/** The office of a prefecture; where that is not known, the one at which the owner asked. */
function officeIn(prefecture: string | null, { officeId }: Actor): string {
  if (prefecture !== null && isPrefectureCode(prefecture)) return iescOfficeOf(prefecture).id;
  return officeId ?? iescHeadquarters.id;
}

function caseOfReferral() {
  return ruleBroken(
    'CASE_OF_REFERRAL',
    { en: 'The case of a referral has an id of its own: leave this out', ja: '取次に基づく案件のIDは指定できません' },
    'caseId',
  );
}

function unknownRecommendation() {
  return ruleBroken(
    'UNKNOWN_RECOMMENDATION',
    { en: 'No recommendation was made under this code', ja: 'この勧奨コードは登録されていません' },
    'recommendationCode',
  );
}
