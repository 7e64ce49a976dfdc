import { ClientRegistered } from '#events/client';
import {
  ConsentExpired,
  ConsentGiven,
  ConsentNarrowed,
  ConsentRenewed,
  ConsentWithdrawn,
  PersonalDataDisclosed,
} from '#events/consent';
import { exampleOf } from '#platform/event-schema';

/** An owner's consent that a consultant recorded: the past that specs begin with. */
export const clientId = '0b6c1d9e-43a1-4c57-9b1f-000000000001';
export const consentId = '0b6c1d9e-43a1-4c57-9b1f-000000000002';
export const clientRegistered = exampleOf(ClientRegistered);
export const consentGiven = ConsentGiven({
  ...exampleOf(ConsentGiven).data,
  clientId,
  recordedBy: 'nasilc-consultant-1',
});
export const consentNarrowed = ConsentNarrowed({
  clientId,
  items: ['company_identity'],
  recipients: ['iesc'],
  statedBy: '浜名 宏',
});
export const consentRenewed = ConsentRenewed({
  clientId,
  until: '2026-11-04',
  method: 'written',
  givenBy: '浜名 宏',
  witness: null,
  evidence: '同意書 第2号',
});
export const consentWithdrawn = ConsentWithdrawn({
  clientId,
  reason: 'owner_changed_mind',
  statedBy: '浜名 宏',
  message: null,
});
export const consentExpired = ConsentExpired({ clientId, until: '2026-05-04' });
/** An office of IESC was told something under it. */
export const disclosed = PersonalDataDisclosed({
  ...exampleOf(PersonalDataDisclosed).data,
  recipient: 'iesc-22',
});
