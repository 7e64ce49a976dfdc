import { AgreementAmended } from '#events/agreement';
import { decision } from '#contexts/kernel';
import { ruleBroken } from '#platform/decider';
import { AgreementChanges, checkedChanges, otherSide, signatories } from './agreement-changes.ts';
import { agreementVersions, agreementVersionsId } from './agreement-versions.ts';

/** Deadlines, limits or lists of the agreement change from a later day on (協定の変更); what has begun ends as it began. */
export class AmendAgreement extends AgreementChanges {}

export const amendAgreement = decision(agreementVersions, AmendAgreement, {
  by: signatories,
  from: ['open'],
  emits: [AgreementAmended],
  idOf: () => agreementVersionsId,
  decide: (command, state, { actor, now }) => {
    const { before, changes } = checkedChanges(command, state, now);
    if (Object.values(changes).every((changed: readonly unknown[]) => changed.length === 0)) throw nothingChanges();
    const { version, inForceFrom } = command;
    return [AgreementAmended({ version, inForceFrom, amends: before.version, ...changes, awaits: otherSide(actor) })];
  },
});

function nothingChanges() {
  return ruleBroken('NOTHING_CHANGES', { en: 'It says nothing new', ja: '変更内容がありません' });
}
