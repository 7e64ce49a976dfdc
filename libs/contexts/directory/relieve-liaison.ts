import { LiaisonRelieved } from '#events/directory';
import { decision, IsUserId } from '#contexts/kernel';
import { conflict } from '#platform/decider';
import { officeKeepers, requireKept } from './kept-office.ts';
import { OfficeCommand } from './office-command.ts';
import { office, officeStreamIdOf } from './office.ts';

/** Somebody is no longer an office's liaison (連絡担当の解任). */
export class RelieveLiaison extends OfficeCommand {
  @IsUserId() userId!: string;
}

export const relieveLiaison = decision(office, RelieveLiaison, {
  by: officeKeepers,
  from: ['active', 'suspended'],
  emits: [LiaisonRelieved],
  idOf: ({ officeId }) => officeStreamIdOf(officeId),
  decide: ({ officeId, userId }, { liaisonIds }, { actor }) => {
    const { id } = requireKept(officeId, actor);
    if (!liaisonIds.includes(userId)) throw isNone();
    return [LiaisonRelieved({ officeId: id, userId })];
  },
});

function isNone() {
  return conflict('NOT_A_LIAISON', {
    en: 'This is no liaison of the office',
    ja: 'この事務所の連絡担当ではありません',
  });
}
