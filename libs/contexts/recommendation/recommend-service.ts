import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray } from 'class-validator';
import { ServiceRecommended } from '#events/recommendation';
import { associationIdOf, isVerifiedMember, memberReads } from '#contexts/directory';
import { consultants, decision, IsCode, IsPrefecture, MayBeUnknown } from '#contexts/kernel';
import { derivedId, ruleBroken } from '#platform/decider';
import { recommendationCodeOf } from './recommendation-code.ts';
import { recommendation, recommendationIdOf } from './recommendation.ts';

/**
 * A consultant has recommended IESC's service to a client (勧奨), the agreement's literal path. Who the client is stays
 * with the consultant (社労士法21条), so there is no field that could tell, free text included; the client gets a code to
 * quote when calling IESC.
 */
export class RecommendService {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(8) @ArrayUnique() @IsCode({ each: true }) circumstances!: string[];
  /** Where the client is: that office of IESC sees that a recommendation was made. */
  @MayBeUnknown() @IsPrefecture() prefecture?: string | null;
}

/** Names what the code is derived from, of the command's own id: sent again, the command meets its first. */
const CODE = 'recommendation code';

export const recommendService = decision(recommendation, RecommendService, {
  by: consultants,
  from: ['none'],
  needsAgreement: true,
  emits: [ServiceRecommended],
  // Two commands in 2^40 draw the same code: the second is refused by its stage and is sent under another key.
  openToAll: true,
  idOf: (_, __, commandId) =>
    commandId === undefined ? undefined : recommendationIdOf(recommendationCodeOf(derivedId(commandId, CODE))),
  reads: memberReads,
  decide: ({ circumstances, prefecture }, _, { actor, policy, reads, derivedId: idOfCommand }) => {
    if (!isVerifiedMember(reads, actor)) {
      throw ruleBroken('CONSULTANT_NOT_ACTIVE', {
        en: 'Only a consultant whose registration was verified recommends the service',
        ja: '登録の確認が済んだ社労士のみ勧奨を登録できます',
      });
    }
    policy.requireCodes('circumstances', circumstances);
    return [
      ServiceRecommended({
        code: recommendationCodeOf(idOfCommand(CODE)),
        circumstances,
        prefecture: prefecture ?? null,
        recommendedBy: actor.userId,
        associationId: associationIdOf(actor),
      }),
    ];
  },
});
