import { commandRoutes } from '#platform/decider';
import { amendAgreement } from './amend-agreement.ts';
import { registerAgreement } from './register-agreement.ts';

export const agreementRoutes = commandRoutes('agreements', {
  'POST /': {
    decision: registerAgreement,
    summary: 'Register an agreement that takes the place of the one before it',
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
    summary: 'Amend the agreement from a later day on',
    example: {
      version: 'AGR-2025-2',
      inForceFrom: '2027-04-01',
      deadlines: [{ name: 'decideReferral', value: 5 }],
      codes: [{ list: 'circumstances', code: 'SUCCESSION', ja: '事業承継', en: 'succession' }],
    },
  },
});
