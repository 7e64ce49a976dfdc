import { calendarOf, cutOffHourOf, office, officeStreamIdOf, type OfficeStanding } from '#contexts/directory';
import type { Policy } from '#contexts/agreement';
import { IsId } from '#contexts/kernel';
import { read } from '#platform/decider';
import type { Started } from './clock.ts';
import type { OfficeHours } from './pace.ts';

/** A command on one clock. */
export abstract class ClockCommand {
  @IsId() clockId!: string;
}

/** The office whose calendar counts. */
export const officeOfClock = read(office, (_: ClockCommand, _actor, own: Started) =>
  officeStreamIdOf(own.about.officeId),
);

export const hoursOf = (standing: OfficeStanding, policy: Policy): OfficeHours => ({
  calendar: calendarOf(standing),
  cutOffHour: cutOffHourOf(standing, policy),
});
