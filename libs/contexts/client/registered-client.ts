import { ruleBroken } from '#platform/decider';
import type { Client, Establishment } from './client.ts';

type RegisteredClient = Extract<Client, { readonly stage: 'registered' }>;

/** The client a command names. @throws Refusal 422 `UNKNOWN_CLIENT` where there is none */
export function requireRegistered(client: Client): RegisteredClient {
  if (client.stage === 'registered') return client;
  throw ruleBroken('UNKNOWN_CLIENT', { en: 'There is no such client', ja: '該当する企業がありません' }, 'clientId');
}

/** The establishment a command names. @throws Refusal 422 `UNKNOWN_ESTABLISHMENT` where the client has no such one */
export function requireEstablishment({ establishments }: RegisteredClient, establishmentId: string): Establishment {
  const establishment = establishments.find(({ id }) => id === establishmentId);
  if (establishment) return establishment;
  throw ruleBroken(
    'UNKNOWN_ESTABLISHMENT',
    { en: 'The client has no such establishment', ja: 'この企業に該当する事業所がありません' },
    'establishmentId',
  );
}

/** The prefecture of an establishment; null where it is not known, or the client has no such one. */
export function prefectureOf(client: Client, establishmentId: string): string | null {
  if (client.stage === 'none') return null;
  return client.establishments.find(({ id }) => id === establishmentId)?.prefecture ?? null;
}
