import { ConsultantRegistered } from '#events/directory';
import {
  associations,
  decision,
  IsConsultantNumber,
  IsCode,
  IsFreeText,
  IsKana,
  IsUserId,
  MayBeAbsent,
} from '#contexts/kernel';
import { conflict } from '#platform/decider';
import { nasilcHeadquarters } from '#reference-data';
import { consultant, consultantIdOf } from './consultant.ts';

/** An association enters one of its members, by their sign-in, into the directory. */
export class RegisterConsultant {
  @IsUserId() userId!: string;
  @IsConsultantNumber() registrationNumber!: string;
  @IsFreeText(100) name!: string;
  @MayBeAbsent() @IsKana() kana?: string;
  /** own_office (開業), corporation (法人社員), employed (勤務等). */
  @IsCode() practice!: string;
}

export const registerConsultant = decision(consultant, RegisterConsultant, {
  by: associations,
  from: ['none', 'applied', 'active'],
  emits: [ConsultantRegistered],
  idOf: (command) => consultantIdOf(command.userId),
  decide: (command, state, { actor }) => {
    if (state.stage !== 'none') {
      throw conflict(
        'ALREADY_REGISTERED',
        { en: 'This sign-in is registered already', ja: 'このユーザーは登録済みです' },
        consultantIdOf(command.userId),
      );
    }
    return [
      ConsultantRegistered({
        userId: command.userId,
        associationId: actor.officeId ?? nasilcHeadquarters.id,
        registrationNumber: command.registrationNumber,
        name: command.name,
        kana: command.kana ?? null,
        practice: command.practice,
      }),
    ];
  },
});
