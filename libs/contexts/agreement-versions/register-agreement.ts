import { IsIn, Length } from 'class-validator';
import { AgreementRegistered } from '#events/agreement';
import { decision, IsCalendarDay } from '#contexts/kernel';
import { ruleBroken } from '#platform/decider';
import { dayOf } from '#reference-data';
import { AgreementChanges, checkedChanges, otherSide, signatories } from './agreement-changes.ts';
import { agreementVersions, agreementVersionsId } from './agreement-versions.ts';

/** The two organisations have signed a new agreement, which takes the place of the one before it (協定の登録). */
export class RegisterAgreement extends AgreementChanges {
  @IsIn(['agreement', 'joint_declaration']) kind!: 'agreement' | 'joint_declaration';
  @Length(1, 200) nameJa!: string;
  @Length(1, 200) nameEn!: string;
  @IsCalendarDay() signedOn!: string;
}

export const registerAgreement = decision(agreementVersions, RegisterAgreement, {
  by: signatories,
  from: ['open', 'terminated'],
  emits: [AgreementRegistered],
  idOf: () => agreementVersionsId,
  decide: (command, state, { actor, now }) => {
    const { version, kind, nameJa, nameEn, signedOn, inForceFrom } = command;
    const { before, changes } = checkedChanges(command, state, now);
    if (signedOn > dayOf(now)) throw notYetSigned();
    return [
      AgreementRegistered({
        version,
        kind,
        nameJa,
        nameEn,
        signedOn,
        inForceFrom,
        follows: before.version,
        ...changes,
        awaits: otherSide(actor),
      }),
    ];
  },
});

function notYetSigned() {
  return ruleBroken('IN_THE_FUTURE', { en: 'The day has not come yet', ja: '未来の日付です' }, 'signedOn');
}
