import { BackOffice } from '../../apps/cli/demo/back-office.ts';
import { clientBody, consentBody, consultantBody, referralBody } from '../case-requests.ts';
import type { ServiceProcess } from '../service-process.ts';

/** Companies the referrals are spread over: a row of each is in the tables already, as in an office that works. */
const CLIENTS = 64;

const CONSULTANT = 'consultant-22';

/**
 * A service in which a consultant can refer clients: bodies of referrals that it will take, each as often as wanted.
 *
 * @param from number of the first client, which nobody else has used
 */
export async function prepareReferrals({ url, issuer }: ServiceProcess, from = 0): Promise<readonly string[]> {
  const seen = { position: 0 };
  const [liaison, consultant] = await Promise.all(
    ['liaison-22', CONSULTANT].map((user) => BackOffice.signIn(user, url, issuer, seen)),
  );
  const registered = await liaison!.command('/consultants', consultantBody(CONSULTANT, 42));
  await liaison!.command(`/consultants/${registered.id}/verify`);
  const bodies = Array.from({ length: CLIENTS }, async (_, number) => {
    const { id: clientId } = await consultant!.command('/clients', clientBody(from + number));
    const { id: consentId } = await consultant!.command('/consents', consentBody(clientId));
    const { establishments } = (await consultant!.row(`/clients/${clientId}`)) as {
      establishments: readonly { establishmentId: string }[];
    };
    return JSON.stringify(referralBody({ clientId, establishmentId: establishments[0]!.establishmentId, consentId }));
  });
  return Promise.all(bodies);
}

/** The consultant's bearer token. */
export function consultantToken(service: Pick<ServiceProcess, 'issuer'>): Promise<string> {
  return tokenOf(CONSULTANT, service);
}

/** Bearer token of a development user. */
export async function tokenOf(user: string, { issuer }: Pick<ServiceProcess, 'issuer'>): Promise<string> {
  const response = await fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams({ user }) });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return token;
}
