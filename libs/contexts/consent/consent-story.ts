import { ClientRegistered } from '#events/client';
import { ConsentGiven } from '#events/consent';
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
