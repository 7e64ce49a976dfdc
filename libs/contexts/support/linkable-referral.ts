import type { linkableStages, Referral } from '#contexts/referral';
import { conflict, ruleBroken, type Refusal } from '#platform/decider';

type Linkable = Extract<Referral, { readonly stage: Exclude<(typeof linkableStages)[number], 'withdrawn'> }>;

/**
 * Lets a referral pass that an owner's request can take up: of this client, in any open stage, declined or lapsed.
 *
 * The client is looked at after the withdrawal, which refuses a right guess as it does a wrong one, and before the case,
 * whose office knows the client already.
 *
 * @throws Refusal 422 `UNKNOWN_REFERRAL`, `REFERRAL_OF_ANOTHER_CLIENT`; 409 `REFERRAL_WITHDRAWN`, `REFERRAL_CLOSED`,
 *   `REFERRAL_ALREADY_LINKED` with the case's id, `REFERRAL_DUPLICATE` with that of the referral that goes on
 */
export function requireLinkable(state: Referral, clientId: string): Linkable {
  if (state.stage === 'none') throw unknownReferral();
  if (state.stage === 'withdrawn') throw withdrawn();
  if (state.clientId !== clientId) throw ofAnotherClient();
  switch (state.stage) {
    case 'case_linked':
    case 'outcome_reported':
      throw alreadyLinked(state.caseId);
    case 'consent_blocked':
      if (state.before.stage === 'case_linked') throw alreadyLinked(state.before.caseId);
      return state;
    case 'duplicate':
      throw conflict(
        'REFERRAL_DUPLICATE',
        {
          en: 'The referral is a duplicate of another: name that one',
          ja: 'この取次は重複として整理されています。継続中の取次を指定してください',
        },
        state.primaryId,
      );
    case 'closed':
      throw conflict(
        'REFERRAL_CLOSED',
        {
          en: 'The referral is closed: enter the request without it',
          ja: 'この取次は終了しています。取次を指定せずに登録してください',
        },
        state.caseId,
      );
    default:
      return state;
  }
}

function unknownReferral(): Refusal {
  return ruleBroken(
    'UNKNOWN_REFERRAL',
    { en: 'There is no such referral', ja: '該当する取次がありません' },
    'referralId',
  );
}

function withdrawn(): Refusal {
  return conflict('REFERRAL_WITHDRAWN', {
    en: 'The referral was withdrawn: enter the request without it',
    ja: 'この取次は取り下げられています。取次を指定せずに登録してください',
  });
}

function ofAnotherClient(): Refusal {
  return ruleBroken(
    'REFERRAL_OF_ANOTHER_CLIENT',
    { en: 'The referral is of another client', ja: 'この取次は別の企業のものです' },
    'referralId',
  );
}

function alreadyLinked(caseId: string): Refusal {
  return conflict(
    'REFERRAL_ALREADY_LINKED',
    { en: 'The referral has a support case already', ja: 'この取次には既に支援案件があります' },
    caseId,
  );
}
