import { AgreementDraftDiscarded } from '#events/agreement';
import { decision } from '#contexts/kernel';
import { requireDraft, signatories, VersionCommand } from './agreement-changes.ts';
import { agreementVersions, agreementVersionsId } from './agreement-versions.ts';

/** A draft comes to nothing (協定案の取下げ): who recorded it takes it back, or the other side does not agree. */
export class DiscardAgreementDraft extends VersionCommand {}

export const discardAgreementDraft = decision(agreementVersions, DiscardAgreementDraft, {
  by: signatories,
  from: ['awaiting_confirmation'],
  emits: [AgreementDraftDiscarded],
  idOf: () => agreementVersionsId,
  decide: (command, { draft }) => [AgreementDraftDiscarded({ version: requireDraft(command.version, draft).version })],
});
