import { OfficeSuspended } from '#events/directory';
import { decision, headquarters, IsCalendarDay, IsCode, IsFreeText, MayBeAbsent } from '#contexts/kernel';
import { ruleBroken } from '#platform/decider';
import { dayOf } from '#reference-data';
import { requireKept } from './kept-office.ts';
import { OfficeCommand } from './office-command.ts';
import { office, officeStreamIdOf } from './office.ts';

/** Headquarters take an office out of service, or say anew why and until when (業務停止). */
export class SuspendOffice extends OfficeCommand {
  @IsCode() reason!: string;
  /** Last day on which it is expected to be closed; absent while nobody knows. */
  @MayBeAbsent() @IsCalendarDay() until?: string;
  @MayBeAbsent() @IsFreeText() note?: string;
}

export const suspendOffice = decision(office, SuspendOffice, {
  by: headquarters,
  from: ['active', 'suspended'],
  emits: [OfficeSuspended],
  idOf: ({ officeId }) => officeStreamIdOf(officeId),
  decide: ({ officeId, reason, until = null, note = null }, state, { actor, now, policy }) => {
    const { id, kind } = requireKept(officeId, actor);
    policy.requireReason('suspendOffice', reason);
    if (kind === 'headquarters') throw headquartersStay();
    if (until !== null && until < dayOf(now)) throw inThePast();
    const isSo = state.stage === 'suspended' && state.reason === reason && state.until === until && note === null;
    return isSo ? [] : [OfficeSuspended({ officeId: id, reason, until, note })];
  },
});

function headquartersStay() {
  return ruleBroken(
    'HEADQUARTERS_STAY',
    {
      en: 'Headquarters take over from offices that are suspended: they cannot be suspended themselves',
      ja: '本部は停止中の事務所の業務を引き継ぐため、停止できません',
    },
    'officeId',
  );
}

function inThePast() {
  return ruleBroken('IN_THE_PAST', { en: 'The day has passed', ja: '過去の日付です' }, 'until');
}
