import { AuthorityDelegated } from '#events/directory';
import { decision, IsCalendarDay, IsCode, IsUserId } from '#contexts/kernel';
import { conflict, read, ruleBroken } from '#platform/decider';
import { dayOf, daysBetween } from '#reference-data';
import {
  delegationsOf,
  DelegationCommand,
  delegatorOf,
  delegators,
  ownOfficeOf,
  requireOwnOrKept,
} from './delegation-command.ts';
import { delegations, delegationsIdOf, openOf, overlap } from './delegation.ts';
import { requireOfTheOffice, staffMemberIn } from './office-staff.ts';
import { staffMember } from './staff-member.ts';

/**
 * Somebody is away, and a colleague of the same office stands in for them (権限委任; domain-model §3, Access: from–to, scope).
 * They say so themselves, or who looks after the office that both work at: nobody's work is given away from elsewhere.
 */
export class DelegateAuthority extends DelegationCommand {
  @IsUserId() delegateId!: string;
  /** First and last day, both inclusive. */
  @IsCalendarDay() from!: string;
  @IsCalendarDay() until!: string;
  @IsCode() reason!: string;
}

/** Whoever is away for longer has no absence, but another post. */
const LONGEST_DAYS = 366;

export const delegateAuthority = decision(delegations, DelegateAuthority, {
  by: delegators,
  from: ['none', 'known'],
  emits: [AuthorityDelegated],
  idOf: delegationsOf,
  reads: {
    delegator: read(staffMember, staffMemberIn('delegatorId')),
    delegate: read(staffMember, staffMemberIn('delegateId')),
    back: read(delegations, ({ delegateId }: DelegateAuthority, actor) =>
      delegationsIdOf(delegateId, ownOfficeOf(actor)),
    ),
  },
  decide: (command, state, { actor, now, policy, reads: { delegator, delegate, back }, derivedId }) => {
    const { delegateId, from, until, reason } = command;
    const delegatorId = delegatorOf(command, actor);
    requireOwnOrKept(delegatorId, actor);
    policy.requireReason('absence', reason);
    if (delegateId === delegatorId) throw toOneself();
    if (from < dayOf(now)) throw inThePast();
    const days = daysBetween(from, until);
    if (days < 0 || days >= LONGEST_DAYS) throw notAPeriod();
    const officeId = ownOfficeOf(actor);
    // One's own sign-in says where one works: it may have been taken note of nowhere yet.
    if (delegatorId !== actor.userId) requireOfTheOffice(delegator, officeId, 'delegatorId');
    requireOfTheOffice(delegate, officeId, 'delegateId');
    const period = { from, until };
    const same = openOf(state).find(
      (open) => open.delegateId === delegateId && open.from === from && open.until === until,
    );
    if (same) return [];
    const inTheWay = openOf(state).find((open) => overlap(open, period));
    if (inTheWay) throw delegatedAlready(inTheWay.delegationId);
    const backAgain = openOf(back).find((open) => open.delegateId === delegatorId && overlap(open, period));
    if (backAgain) throw inACircle(backAgain.delegationId);
    const delegationId = derivedId('delegation');
    return [AuthorityDelegated({ delegationId, delegatorId, delegateId, officeId, from, until, reason })];
  },
});

function toOneself() {
  return ruleBroken('ONESELF', { en: 'Nobody stands in for themselves', ja: '本人には委任できません' }, 'delegateId');
}

function inThePast() {
  return ruleBroken('IN_THE_PAST', { en: 'The day has passed', ja: '過去の日付です' }, 'from');
}

function notAPeriod() {
  return ruleBroken(
    'NOT_A_PERIOD',
    {
      en: `The last day is on or after the first, ${LONGEST_DAYS} days in all at most`,
      ja: `期間は開始日以降、${LONGEST_DAYS}日以内で指定してください`,
    },
    'until',
  );
}

function delegatedAlready(id: string) {
  return conflict(
    'DELEGATED_ALREADY',
    { en: 'Somebody stands in for them on some of these days already', ja: '期間の重なる委任があります' },
    id,
  );
}

function inACircle(id: string) {
  return conflict(
    'DELEGATION_IN_A_CIRCLE',
    {
      en: 'They stand in for each other on some of these days: both are away',
      ja: '委任先の不在期間と重なり、互いに委任することになります',
    },
    id,
  );
}
