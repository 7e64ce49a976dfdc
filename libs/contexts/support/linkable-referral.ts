import type { Referral } from '#contexts/referral';
import { conflict, ruleBroken, type Refusal } from '#platform/decider';

type Linkable = Extract<
  Referral,
  { readonly stage: 'submitted' | 'received' | 'under_review' | 'returned' | 'accepted' | 'declined' }
>;

/**
 * Lets a referral pass that an owner's request can take up: of this client, in any open stage, or declined.
 *
 * The client is looked at after the withdrawal, which refuses a right guess as it does a wrong one, and before the case,
 * whose office knows the client already.
 *
 * @throws Refusal 422 `UNKNOWN_REFERRAL`, `REFERRAL_OF_ANOTHER_CLIENT`; 409 `REFERRAL_WITHDRAWN`, `REFERRAL_CLOSED`,
 *   and `REFERRAL_ALREADY_LINKED` with the case's id
 */
export function requireLinkable(state: Referral, clientId: string): Linkable {
  if (state.stage === 'none') throw unknownReferral();
  if (state.stage === 'withdrawn') throw withdrawn();
  if (state.clientId !== clientId) throw ofAnotherClient();
  switch (state.stage) {
    case 'case_linked':
    case 'outcome_reported':
      throw alreadyLinked(state.caseId);
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
