import { commandController } from '#platform/decider';
import { registerConsultant } from './register-consultant.ts';
import { setBusinessCalendar } from './set-business-calendar.ts';
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

export const OfficeController = commandController('offices', {
  'POST /:officeId/calendar': {
    decision: setBusinessCalendar,
    summary: 'Say on which days of its own the office is closed, and until which hour a day counts',
    example: { closures: ['2025-11-25', '2026-02-10'], cutOffHour: 16 },
  },
});
