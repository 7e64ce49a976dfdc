import { commandRoutes } from '#platform/decider';
import { giveConsentAgain } from './give-consent-again.ts';
import { narrowConsent } from './narrow-consent.ts';
import { recordConsent } from './record-consent.ts';
import { renewConsent } from './renew-consent.ts';
import { withdrawConsent } from './withdraw-consent.ts';

export const consentRoutes = commandRoutes('consents', {
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
  'POST /:consentId/withdraw': {
    decision: withdrawConsent,
    summary: 'Record that the owner takes the consent back',
    example: { reason: 'owner_changed_mind', statedBy: '浜名 宏' },
    onBehalfOf: 'businessOwner',
  },
  'POST /:consentId/narrow': {
    decision: narrowConsent,
    summary: 'Record that the owner leaves less in the consent',
    example: { items: ['company_identity', 'headcount'], recipients: ['iesc'], statedBy: '浜名 宏' },
    onBehalfOf: 'businessOwner',
  },
  'POST /:consentId/renew': {
    decision: renewConsent,
    summary: 'Record that the consent holds longer',
    example: { until: '2026-11-04', method: 'written', givenBy: '浜名 宏' },
    onBehalfOf: 'businessOwner',
  },
  'POST /:consentId/give-again': {
    decision: giveConsentAgain,
    summary: 'Record that the owner gives a consent again that had ended',
    example: {
      items: ['company_identity', 'contact', 'headcount', 'reason'],
      recipients: ['iesc'],
      from: '2026-05-11',
      until: '2026-11-10',
      method: 'written',
      givenBy: '浜名 宏',
    },
    onBehalfOf: 'businessOwner',
  },
});
