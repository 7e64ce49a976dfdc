import { ClientRegistered, EstablishmentAdded } from '#events/client';
import { exampleOf } from '#platform/event-schema';
import { clientIdOf } from './client.ts';

/** One client of Shizuoka, as a consultant registered it: the past that specs begin with. */
export const corporateNumber = '7999901000001';
export const clientId = clientIdOf(corporateNumber);
export const clientRegistered = ClientRegistered({ ...exampleOf(ClientRegistered).data, corporateNumber });
export const establishmentAdded = exampleOf(EstablishmentAdded);
