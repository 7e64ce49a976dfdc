import { commandRoutes } from '#platform/decider';
import { amendAgreement } from './amend-agreement.ts';
import { confirmAgreement } from './confirm-agreement.ts';
import { discardAgreementDraft } from './discard-agreement-draft.ts';
import { registerAgreement } from './register-agreement.ts';
import { terminateAgreement } from './terminate-agreement.ts';

export const agreementRoutes = commandRoutes('agreements', {
  'POST /': {
    decision: registerAgreement,
    summary: 'Record an agreement that takes the place of the one before it, for the other organisation to confirm',
    example: {
      version: 'AGR-2030',
      kind: 'agreement',
      nameJa: '新たな連携協定',
      nameEn: 'New agreement on cooperation',
      signedOn: '2025-11-04',
      inForceFrom: '2030-04-01',
      deadlines: [{ name: 'decideReferral', value: 5 }],
    },
  },
  'POST /amend': {
    decision: amendAgreement,
    summary: 'Record an amendment from a later day on, for the other organisation to confirm',
    example: {
      version: 'AGR-2025-2',
      inForceFrom: '2027-04-01',
      deadlines: [{ name: 'decideReferral', value: 5 }],
      codes: [{ list: 'circumstances', code: 'SUCCESSION', ja: '事業承継', en: 'succession' }],
    },
  },
  'POST /:version/confirm': {
    decision: confirmAgreement,
    summary: 'Confirm what the other organisation recorded: it comes into force on its day',
    example: {},
  },
  'POST /:version/discard': {
    decision: discardAgreementDraft,
    summary: 'Take back a version that awaits confirmation, or decline it',
    example: {},
  },
  'POST /:version/terminate': {
    decision: terminateAgreement,
    summary: 'End the agreement from a day on: nothing new is begun, what has begun ends under it',
    example: { from: '2027-04-01', message: '両団体の協議により終了' },
  },
});
