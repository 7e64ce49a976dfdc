import { AgreementConfirmed } from '#events/agreement';
import { decision } from '#contexts/kernel';
import { conflict } from '#platform/decider';
import { dayOf } from '#reference-data';
import { requireDraft, signatories, VersionCommand } from './agreement-changes.ts';
import { agreementVersions, agreementVersionsId } from './agreement-versions.ts';

/** The other organisation says that it has agreed to what the one recorded (協定の確認): it comes into force on its day. */
export class ConfirmAgreement extends VersionCommand {}

export const confirmAgreement = decision(agreementVersions, ConfirmAgreement, {
  by: signatories,
  from: ['awaiting_confirmation'],
  emits: [AgreementConfirmed],
  idOf: () => agreementVersionsId,
  decide: (command, { draft }, { actor, now }) => {
    const { version, inForceFrom } = requireDraft(command.version, draft);
    if (actor.org !== draft.awaits) throw awaitsTheOther();
    if (inForceFrom <= dayOf(now)) throw dayHasCome(inForceFrom);
    return [AgreementConfirmed({ version, inForceFrom, follows: draft.follows })];
  },
});

function awaitsTheOther() {
  return conflict('AWAITS_THE_OTHER_SIDE', {
    en: 'An agreement of two organisations is not made by one of them: the other confirms it',
    ja: '協定は両団体の合意によるため、相手方の団体が確認します',
  });
}

function dayHasCome(day: string) {
  return conflict('DAY_HAS_COME', {
    en: `It was to be in force from ${day}: what was done since was done under what held then. Discard it, and record it for a later day`,
    ja: `発効日（${day}）を過ぎています。取り下げのうえ、翌日以降の日付で登録し直してください`,
  });
}
