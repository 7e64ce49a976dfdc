import { IsIn } from 'class-validator';
import { ClockStarted } from '#events/clock';
import { clockKinds, termOf, type ClockKind } from '#contexts/agreement';
import { office, officeStreamIdOf } from '#contexts/directory';
import { decision, IsCalendarDay, IsCode, IsId, IsInstant, MayBeAbsent, processes } from '#contexts/kernel';
import { read, ruleBroken } from '#platform/decider';
import { ClockCommand, hoursOf } from './clock-command.ts';
import { clock } from './clock.ts';
import { dueBy, paceFrom, warnBy } from './pace.ts';

/** Something has to be done by an office within the time that the agreement allows. */
export class StartClock extends ClockCommand {
  @IsIn(clockKinds) kind!: ClockKind;
  @IsCode() subjectCategory!: string;
  @IsId() subjectId!: string;
  @IsCode() officeId!: string;
  /** The version that what it is about began under: its deadlines hold to the end. */
  @IsCode() agreementVersion!: string;
  @IsInstant() startedAt!: string;
  /** The day that a term in months counts back from. */
  @MayBeAbsent() @IsCalendarDay() day?: string;
}

export const startClock = decision(clock, StartClock, {
  by: processes,
  from: ['none'],
  emits: [ClockStarted],
  under: ({ agreementVersion }) => agreementVersion,
  reads: { office: read(office, ({ officeId }: StartClock) => officeStreamIdOf(officeId)) },
  decide: (command, _, { policy, reads }) => {
    const { kind, subjectCategory, subjectId, officeId, agreementVersion, startedAt, day = null } = command;
    const term = termOf(kind, policy.deadlines);
    if (term.unit === 'months_before' && day === null) {
      throw ruleBroken('DAY_MISSING', { en: 'It counts back from a day', ja: '基準日が必要です' }, 'day');
    }
    const hours = hoursOf(reads.office, policy);
    const pace = paceFrom(term, startedAt, day, hours);
    const dueAt = dueBy(pace, hours);
    return [
      ClockStarted({
        kind,
        subjectCategory,
        subjectId,
        officeId,
        agreementVersion,
        startedAt,
        begunOn: pace.begunOn,
        ...term,
        day,
        warnAt: warnBy(dueAt, policy.deadlines.warnBefore, startedAt, hours),
        dueAt,
      }),
    ];
  },
});
