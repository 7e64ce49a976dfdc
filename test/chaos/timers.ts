import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { RecordedEvent } from '#platform/event-store';
import { embeddedLogFile, openEmbeddedReader } from '#platform/event-store/adapters';
import { freePorts } from '../service-process.ts';
import { clientBody, consultantBody, referralBody } from '../case-requests.ts';
import { Callers } from './caller.ts';
import { killAgainAndAgain } from './kills.ts';
import { Ledger, type Answer } from './ledger.ts';
import { say, type Outcome } from './outcome.ts';
import { factsRecordedTwice } from './recorded-facts.ts';
import { factsOfOneRunOnly, fingerprint } from './same-facts.ts';
import { Seeded } from './seeded.ts';
import { ServiceInTrouble } from './service-in-trouble.ts';

/** How much is neglected, and how often the service is killed meanwhile. */
export interface NeglectPlan {
  readonly referrals: number;
  readonly seconds: number;
  readonly kills: number;
}

const BEGINS = '2025-12-22T10:00:00+09:00';

/** Days on which the story goes on; between them lie New Year, the coming of age day and two consents' ends. */
const DAYS = ['2025-12-23', '2025-12-26', '2026-01-05', '2026-01-16', '2026-02-02', '2026-02-27', '2026-04-30'];

/** Clients at work at once. */
const LANES = 8;

/** Between two attempts to move the clock of a service that is being killed, milliseconds. */
const AGAIN_MS = 100;

/**
 * Months in which referrals are entered and hardly looked at, played twice with the same inputs: once in peace, once with
 * the service killed again and again. What came due, and what followed from it, is the same.
 */
export async function neglectUnderFire(seed: number, plan: NeglectPlan, outcome: Outcome): Promise<void> {
  say('\nTimers and reactions over months, killed again and again');
  const peaceful = await played(plan, (service, story) => service.start().then(story));
  const random = new Seeded(seed);
  let told = '';
  const troubled = await played(plan, async (service, story) => {
    const isOver = new AbortController();
    const telling = story().finally(() => isOver.abort());
    const { ledger } = service;
    const underFire = {
      ...{ ledger, random },
      start: () => service.start(),
      launch: () => service.launch(),
      kill: () => service.kill(),
    };
    told = await killAgainAndAgain(underFire, plan);
    await telling;
  });
  const byTimer = troubled.events.filter(({ type }) => /Warned|Breached|Escalated|Overdue|Expired|Lapsed/.test(type));
  const reactions = troubled.events.filter(({ metadata }) => metadata.actor.role === 'process');
  say(
    `  ${told}; ${troubled.events.length} facts, ${reactions.length} by processes, ${byTimer.length} because something came due; ${fingerprint(peaceful.events)} in peace, ${fingerprint(troubled.events)} under fire`,
  );
  outcome.check('every input was taken', [...peaceful.refusals, ...troubled.refusals]);
  outcome.check('much came due', byTimer.length >= plan.referrals * 3 ? [] : [`${byTimer.length} facts only`]);
  outcome.check('no command is recorded twice', factsRecordedTwice(new Ledger(), troubled.events));
  outcome.check('the facts are those of the run in peace', factsOfOneRunOnly(peaceful.events, troubled.events));
}

interface Played {
  readonly events: readonly RecordedEvent[];
  readonly refusals: readonly string[];
}

type ServiceOfStory = ServiceInTrouble & { readonly ledger: Ledger };

/** Plays the story on a service of its own. @param play brings the service up, and tells the story */
async function played(
  { referrals }: NeglectPlan,
  play: (service: ServiceOfStory, story: () => Promise<void>) => Promise<void>,
): Promise<Played> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tasuki-chaos-timers-'));
  const ledger = new Ledger();
  const service = Object.assign(new ServiceInTrouble(dataDir, { DEVELOPMENT_CLOCK: BEGINS }, await freePorts()), {
    ledger,
  });
  const giveUp = new AbortController();
  try {
    const callers = new Callers(service.address, ledger, giveUp.signal);
    await play(service, () => new Neglect(callers, ledger, service.address.url).tell(referrals));
    const log = openEmbeddedReader(embeddedLogFile(dataDir));
    const events: RecordedEvent[] = [];
    for await (const event of log.readAll()) events.push(event);
    await log.close();
    return { events, refusals: [...ledger.refusals, ...ledger.defects, ...ledger.unanswered] };
  } finally {
    giveUp.abort();
    await service.kill();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

interface Entered {
  readonly number: number;
  readonly referralId: string;
}

/** The story: every referral is entered on the first day; what is done about it afterwards, if anything, is its number's. */
class Neglect {
  readonly #consultant = 'consultant-22';

  constructor(
    private readonly callers: Callers,
    private readonly ledger: Ledger,
    private readonly url: string,
  ) {}

  async tell(referrals: number): Promise<void> {
    const body = consultantBody(this.#consultant, 1);
    const { id: consultantId } = await this.#send('liaison-22', 'RegisterConsultant', '/consultants', body, {}, 'r');
    const verify = `/consultants/${consultantId}/verify`;
    await this.#send('liaison-22', 'VerifyRegistration', verify, {}, { consultantId }, 'v');
    const entered: Entered[] = [];
    await this.#inLanes(
      Array.from({ length: referrals }, (_, number) => number),
      async (number) => {
        entered.push(await this.#enter(number));
      },
    );
    for (const [index, day] of DAYS.entries()) {
      await this.#moveTo(`${day}T10:00:00+09:00`);
      if (index === 0) {
        // Who takes it does so when what follows from its receipt is done: else what is recorded hangs on who was quicker.
        await this.#inLanes(entered, (one) => this.#acknowledge(one));
        await this.#moveTo(`${day}T11:00:00+09:00`);
        await this.#inLanes(entered, (one) => this.#take(one));
      }
      if (index === 1) await this.#inLanes(entered, (one) => this.#ask(one));
    }
  }

  async #enter(number: number): Promise<Entered> {
    const consultant = this.#consultant;
    const client = await this.#send(consultant, 'RegisterClient', '/clients', clientBody(number), {}, `c${number}`);
    const consent = await this.#send(
      ...([consultant, 'RecordConsent', '/consents'] as const),
      {
        ...{ clientId: client.id, purpose: 'referral', items: ['company_identity', 'contact'], recipients: ['iesc'] },
        // One in three ends soon.
        ...{ from: '2025-12-22', until: number % 3 === 0 ? '2026-01-20' : '2026-12-31' },
        ...{ method: 'written', givenBy: '見本 宏' },
      },
      {},
      `k${number}`,
    );
    const row = await this.callers.row(consultant, `/clients/${client.id}`, client.position);
    const { establishmentId } = (row['establishments'] as readonly { establishmentId: string }[])[0]!;
    const body = referralBody({ clientId: client.id, establishmentId, consentId: consent.id });
    const { id: referralId } = await this.#send(consultant, 'ReferClient', '/referrals', body, {}, `f${number}`);
    return { number, referralId };
  }

  /** Half of them are acknowledged and taken on the next day. */
  async #acknowledge({ number, referralId }: Entered): Promise<void> {
    if (number % 2 === 0) return;
    const path = `/referrals/${referralId}/acknowledge`;
    await this.#send('intake-22', 'AcknowledgeReferral', path, {}, { referralId }, `a${number}`);
  }

  async #take({ number, referralId }: Entered): Promise<void> {
    if (number % 2 === 0) return;
    await this.#send('advisor-22', 'TakeReferral', `/referrals/${referralId}/take`, {}, { referralId }, `t${number}`);
  }

  /** Of these one in two is asked about, and never answered. */
  async #ask({ number, referralId }: Entered): Promise<void> {
    if (number % 4 !== 1) return;
    const body = { question: '出向できるのは何名ですか' };
    const path = `/referrals/${referralId}/request-information`;
    await this.#send('advisor-22', 'RequestInformation', path, body, { referralId }, `q${number}`);
  }

  #send(user: string, name: string, path: string, body: object, fields: object, key: string): Promise<Answer> {
    return this.callers.acknowledged(this.ledger.enter(user, name, path, fields, body, `neglect-${key}`));
  }

  async #inLanes<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
    await Promise.all(
      Array.from({ length: LANES }, async (_, lane) => {
        for (let index = lane; index < all.length; index += LANES) await work(all[index]!);
      }),
    );
  }

  /** Asks until it is that late where the service is: one that was killed on the way goes on from what it had recorded. */
  async #moveTo(now: string): Promise<void> {
    for (;;) {
      const answer = await fetch(`${this.url}/development/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ now }),
      }).catch(() => undefined);
      if (answer?.ok) return;
      await pause(AGAIN_MS);
    }
  }
}
