import { LiaisonAppointed } from '#events/directory';
import { decision, IsUserId } from '#contexts/kernel';
import { conflict, read } from '#platform/decider';
import { officeKeepers, requireKept } from './kept-office.ts';
import { OfficeCommand } from './office-command.ts';
import { requireOfTheOffice, staffMemberIn } from './office-staff.ts';
import { office, officeStreamIdOf } from './office.ts';
import { staffMember } from './staff-member.ts';

/** An office names somebody of its own whom the other organisation turns to (連絡担当); there may be several. */
export class AppointLiaison extends OfficeCommand {
  @IsUserId() userId!: string;
}

/** More would tell the other side nothing. */
const MOST_LIAISONS = 10;

export const appointLiaison = decision(office, AppointLiaison, {
  by: officeKeepers,
  from: ['active', 'suspended'],
  emits: [LiaisonAppointed],
  idOf: ({ officeId }) => officeStreamIdOf(officeId),
  reads: { member: read(staffMember, staffMemberIn('userId')) },
  decide: ({ officeId, userId }, { liaisonIds }, { actor, reads: { member } }) => {
    const { id } = requireKept(officeId, actor);
    if (liaisonIds.includes(userId)) return [];
    requireOfTheOffice(member, id, 'userId');
    if (liaisonIds.length >= MOST_LIAISONS) throw tooMany();
    return [LiaisonAppointed({ officeId: id, userId })];
  },
});

function tooMany() {
  return conflict('TOO_MANY_LIAISONS', {
    en: `An office has at most ${MOST_LIAISONS} liaisons: relieve one first`,
    ja: `連絡担当は1事務所${MOST_LIAISONS}名までです。先に解任してください`,
  });
}
