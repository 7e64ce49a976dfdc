import { GaveUp, type Callers } from './caller.ts';
import { clientBody, consentBody, consultantBody, referralBody } from '../case-requests.ts';
import type { Answer, Ledger } from './ledger.ts';
import type { Seeded } from './seeded.ts';

/** Corporate numbers of one desk's companies follow one another; two desks never share one. */
const COMPANIES_OF_A_DESK = 100_000;

/**
 * A consultant and the IESC office they refer to: one case after another, in all directions a case can take, until told
 * to finish.
 */
export class Desk {
  readonly #number: number;
  readonly #prefecture: string;
  readonly #consultant: string;
  readonly #callers: Callers;
  readonly #ledger: Ledger;
  readonly #random: Seeded;
  #keys = 0;
  #companies = 0;

  constructor(number: number, parts: { readonly callers: Callers; readonly ledger: Ledger; readonly random: Seeded }) {
    this.#number = number;
    this.#prefecture = ['13', '15', '22', '23'][number % 4]!;
    this.#consultant = `consultant-${this.#prefecture}${number < 4 ? '' : 'b'}`;
    this.#callers = parts.callers;
    this.#ledger = parts.ledger;
    this.#random = parts.random.branch(`desk ${number}`);
  }

  /** Works until the signal aborts, then ends the case in hand. @returns whether it could end it */
  async work(finish: AbortSignal): Promise<boolean> {
    try {
      await this.#begin();
      while (!finish.aborted) await this.#case();
      return true;
    } catch (error) {
      if (error instanceof GaveUp) return false;
      throw error;
    }
  }

  async #begin(): Promise<void> {
    const liaison = `liaison-${this.#prefecture}`;
    const consultant = this.#consultant;
    const { id } = await this.#send(
      liaison,
      'RegisterConsultant',
      '/consultants',
      consultantBody(consultant, this.#number),
    );
    await this.#send(liaison, 'VerifyRegistration', `/consultants/${id}/verify`, {}, { consultantId: id });
  }

  async #case(): Promise<void> {
    const company = clientBody(this.#number * COMPANIES_OF_A_DESK + this.#companies++);
    company.establishments[0]!.prefecture = this.#prefecture;
    const client = await this.#send(this.#consultant, 'RegisterClient', '/clients', company);
    const consent = await this.#send(this.#consultant, 'RecordConsent', '/consents', consentBody(client.id));
    const row = await this.#callers.row(this.#consultant, `/clients/${client.id}`, client.position);
    const { establishmentId } = (row['establishments'] as readonly { establishmentId: string }[])[0]!;
    const about = { clientId: client.id, establishmentId };
    const body = referralBody({ ...about, consentId: consent.id });
    const referral = await this.#send(this.#consultant, 'ReferClient', '/referrals', body);
    await this.#review(referral.id, about, consent.id);
  }

  async #review(
    referralId: string,
    about: { readonly clientId: string; readonly establishmentId: string },
    consentId: string,
  ): Promise<void> {
    const intake = `intake-${this.#prefecture}`;
    const advisor = `advisor-${this.#prefecture}`;
    const on = (user: string, name: string, verb: string, body: object = {}) =>
      this.#send(user, name, `/referrals/${referralId}/${verb}`, body, { referralId });
    if (this.#random.chance(0.15)) {
      await on(this.#consultant, 'WithdrawReferral', 'withdraw', { reason: 'owner_changed_mind', side: 'client' });
      return;
    }
    await on(intake, 'AcknowledgeReferral', 'acknowledge');
    await on(advisor, 'TakeReferral', 'take');
    await on(advisor, 'AcceptReferral', 'accept', { consentId });
    if (this.#random.chance(0.5)) await this.#support(referralId, about);
  }

  /** Two hand-overs by themselves: the case is linked to the referral, and its outcome comes back to it. */
  async #support(
    referralId: string,
    about: { readonly clientId: string; readonly establishmentId: string },
  ): Promise<void> {
    const intake = `intake-${this.#prefecture}`;
    const advisor = `advisor-${this.#prefecture}`;
    const { id: caseId } = await this.#send(intake, 'RequestSupport', '/support-cases', {
      ...about,
      referralId,
      channel: 'referral',
      circumstances: ['TEMPORARY_OVERSTAFFING'],
      wish: '6か月の在籍型出向を希望',
      requestedBy: '見本 宏',
    });
    const on = (user: string, name: string, verb: string, body: object = {}) =>
      this.#send(user, name, `/support-cases/${caseId}/${verb}`, body, { caseId });
    await on(intake, 'AssignAdvisor', 'assign', { advisorId: advisor });
    await on(advisor, 'RecordFirstContact', 'record-first-contact', { channel: 'phone' });
    await on(advisor, 'RecordNotEstablished', 'record-not-established', {
      reason: 'owner_declined',
      message: '自社で雇用を維持できる見込みとなった',
    });
    const { position } = await on(advisor, 'CloseCase', 'close');
    await this.#callers.row(
      this.#consultant,
      `/referrals/${referralId}`,
      position,
      ({ stage }) => stage === 'outcome_reported',
    );
    await this.#send(
      this.#consultant,
      'AcknowledgeOutcome',
      `/referrals/${referralId}/acknowledge-outcome`,
      {},
      { referralId },
    );
  }

  /** One command; now and then it is sent twice at once, or again after it was answered. */
  async #send(user: string, name: string, path: string, body: object, pathFields: object = {}): Promise<Answer> {
    const key = `desk-${this.#number}-${this.#keys++}`;
    const command = this.#ledger.enter(user, name, path, pathFields, body, key);
    const twice = this.#random.chance(0.1);
    const [answer] = await Promise.all([
      this.#callers.acknowledged(command),
      twice ? this.#callers.acknowledged(command) : undefined,
    ]);
    if (this.#random.chance(0.1)) await this.#callers.acknowledged(command);
    return answer;
  }
}
