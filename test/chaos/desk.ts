import { consultantIdOf } from '#contexts/directory';
import { GaveUp, type Callers } from './caller.ts';
import { clientBody, consentBody, consultantBody, referralBody } from '../case-requests.ts';
import type { Answer, Ledger, SentCommand } from './ledger.ts';
import type { Seeded } from './seeded.ts';

/** Corporate numbers of one desk's companies follow one another; two desks never share one. */
const COMPANIES_OF_A_DESK = 100_000;

/** Desks of a run. */
export const DESKS = 8;

/** Runs that one server can tell apart: company numbers have nine digits. */
export const RUNS = 1_000;

/**
 * A consultant and the IESC office they refer to: one case after another, in all directions a case can take, until told
 * to finish.
 */
export class Desk {
  readonly #run: number;
  readonly #number: number;
  readonly #prefecture: string;
  readonly #consultant: string;
  readonly #callers: Callers;
  readonly #ledger: Ledger;
  readonly #random: Seeded;
  #keys = 0;
  #companies = 0;

  /** @param run below {@link RUNS}; tells this run's companies and keys from those of another on the same server */
  constructor(
    run: number,
    number: number,
    parts: { readonly callers: Callers; readonly ledger: Ledger; readonly random: Seeded },
  ) {
    this.#run = run;
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
      if (!(error instanceof GaveUp))
        this.#ledger.refusals.push(`desk ${this.#number} could not go on: ${String(error)}`);
      return false;
    }
  }

  /** On a server that a run before this one has used, the consultant may be there already. */
  async #begin(): Promise<void> {
    const liaison = `liaison-${this.#prefecture}`;
    const consultantId = consultantIdOf(this.#consultant, `nasilc-${this.#prefecture}`);
    const body = consultantBody(this.#consultant, this.#number);
    await this.#callers.done(this.#entered(liaison, 'RegisterConsultant', '/consultants', body));
    const verify = `/consultants/${consultantId}/verify`;
    await this.#callers.done(this.#entered(liaison, 'VerifyRegistration', verify, {}, { consultantId }));
  }

  async #case(): Promise<void> {
    const company = clientBody((this.#run * DESKS + this.#number) * COMPANIES_OF_A_DESK + this.#companies++);
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
    const command = this.#entered(user, name, path, body, pathFields);
    const twice = this.#random.chance(0.1);
    const [answer] = await Promise.all([
      this.#callers.acknowledged(command),
      twice ? this.#callers.acknowledged(command) : undefined,
    ]);
    if (this.#random.chance(0.1)) await this.#callers.acknowledged(command);
    return answer;
  }

  #entered(user: string, name: string, path: string, body: object, pathFields: object = {}): SentCommand {
    const key = `run-${this.#run}-desk-${this.#number}-${this.#keys++}`;
    return this.#ledger.enter(user, name, path, pathFields, body, key);
  }
}
