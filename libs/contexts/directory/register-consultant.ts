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
import { conflict, read } from '#platform/decider';
import { consultant, consultantIdOf, earlierConsultantIdOf } from './consultant.ts';
import { associationIdOf } from './member.ts';

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
  idOf: (command, actor) => consultantIdOf(command.userId, associationIdOf(actor)),
  reads: { earlier: read(consultant, (command: RegisterConsultant) => earlierConsultantIdOf(command.userId)) },
  decide: (command, state, { actor, reads: { earlier } }) => {
    const associationId = associationIdOf(actor);
    if (state.stage !== 'none') throw alreadyRegistered(state.consultantId);
    if (earlier.stage !== 'none' && earlier.associationId === associationId) {
      throw alreadyRegistered(earlier.consultantId);
    }
    return [
      ConsultantRegistered({
        userId: command.userId,
        associationId,
        registrationNumber: command.registrationNumber,
        name: command.name,
        kana: command.kana ?? null,
        practice: command.practice,
      }),
    ];
  },
});

function alreadyRegistered(id: string) {
  return conflict(
    'ALREADY_REGISTERED',
    { en: 'This sign-in is registered already', ja: 'このユーザーは登録済みです' },
    id,
  );
}
