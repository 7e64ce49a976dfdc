import { commandController } from '#platform/decider';
import { registerConsultant } from './register-consultant.ts';
import { verifyRegistration } from './verify-registration.ts';

export const DirectoryController = commandController('consultants', {
  'POST /': {
    decision: registerConsultant,
    summary: 'Enter a member into the directory',
    example: {
      userId: 'consultant-22-1',
      registrationNumber: '22180042',
      name: '大石 美咲',
      kana: 'オオイシ ミサキ',
      practice: 'own_office',
    },
  },
  'POST /:consultantId/verify': {
    decision: verifyRegistration,
    summary: 'Confirm that the registration was checked',
    example: {},
  },
});
