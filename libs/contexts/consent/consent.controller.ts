import { commandController } from '#platform/decider';
import { recordConsent } from './record-consent.ts';

export const ConsentController = commandController('consents', {
  'POST /': {
    decision: recordConsent,
    summary: 'Record an owner’s consent',
    example: {
      clientId: '6f9a3c52-7c1e-5a55-8a0c-0d7f5a1f2b01',
      purpose: 'referral',
      items: ['company_identity', 'contact', 'headcount', 'reason'],
      recipients: ['iesc'],
      from: '2025-11-05',
      until: '2026-05-04',
      method: 'written',
      givenBy: '浜名 宏',
    },
  },
});
