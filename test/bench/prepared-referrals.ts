import { BackOffice } from '../../apps/cli/demo/back-office.ts';
import { clientBody, consentBody, consultantBody, referralBody } from '../case-requests.ts';
import type { ServiceProcess } from '../service-process.ts';

/**
 * Companies the referrals are spread over, each for one need after another. In an office that works three of five referrals
 * are of a company that was never referred before: with so many, the 11,000 commands of `command.p99` and `visible.p99` refer
 * each at most twice for a need, and a round of `http.command` each once. More would take longer to register than to measure.
 */
const COMPANIES = 2_048;

const NEEDS = ['TALENT_SECURING', 'LAYOFF', 'TEMPORARY_OVERSTAFFING'];

/** Companies that are registered at a time. */
const AT_ONCE = 32;

const CONSULTANT = 'consultant-22';

/** What to prepare, where it is not the usual. */
export interface Preparing {
  /** Number of the first company, which nobody else has used. */
  readonly from?: number;
  readonly companies?: number;
  readonly needs?: readonly string[];
}

/**
 * A service in which a consultant can refer clients: bodies of referrals that it will take, each as often as wanted, those
 * of all companies for one need before those for the next.
 */
export async function prepareReferrals(
  { url, issuer }: ServiceProcess,
  { from = 0, companies = COMPANIES, needs = NEEDS }: Preparing = {},
): Promise<readonly string[]> {
  const seen = { position: 0 };
  const [liaison, consultant] = await Promise.all(
    ['liaison-22', CONSULTANT].map((user) => BackOffice.signIn(user, url, issuer, seen)),
  );
  const registered = await liaison!.command('/consultants', consultantBody(CONSULTANT, 42));
  await liaison!.command(`/consultants/${registered.id}/verify`);
  const clients = await inTurn([...Array(companies).keys()], async (number) => {
    const { id: clientId } = await consultant!.command('/clients', clientBody(from + number));
    const { id: consentId } = await consultant!.command('/consents', consentBody(clientId));
    return { clientId, consentId };
  });
  // Not before all are registered: who waits for a row has the read models committed for it.
  const known = await inTurn(clients, async (client) => {
    const { establishments } = (await consultant!.row(`/clients/${client.clientId}`)) as {
      establishments: readonly { establishmentId: string }[];
    };
    return { ...client, establishmentId: establishments[0]!.establishmentId };
  });
  return needs.flatMap((need) => known.map((of) => JSON.stringify({ ...referralBody(of), circumstances: [need] })));
}

/** Does a work of each, some at a time; the answers in the order in which they came. */
async function inTurn<Of, Answer>(all: readonly Of[], work: (of: Of) => Promise<Answer>): Promise<readonly Answer[]> {
  const rest = all.values();
  const answers: Answer[] = [];
  const clerk = async () => {
    for (const one of rest) answers.push(await work(one));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, clerk));
  return answers;
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
