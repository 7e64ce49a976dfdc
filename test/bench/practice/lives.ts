import { randomUUID } from 'node:crypto';
import { grantConsultationIdOf } from '#contexts/consultation';
import { derivedId } from '#platform/decider';
import { addDays, corporateNumberCheckDigit } from '#reference-data';
import type { Seeded } from '../../chaos/seeded.ts';
import type { Desk } from './desk.ts';
import { federation, headquarters, type OfficePeople, type Offices } from './offices.ts';

/** A case on its way: each step issues one command and what follows from it; between two steps others have their turn. */
export type Life = AsyncGenerator<undefined, void, undefined>;

/** A company that a consultant has registered, to be referred again some day. */
interface KnownClient {
  readonly clientId: string;
  readonly establishmentId: string;
}

/** What a life is made with. */
export interface LifeParts {
  readonly desk: Desk;
  readonly random: Seeded;
  readonly offices: Offices;
  /** The day it is, `YYYY-MM-DD` in Asia/Tokyo. */
  readonly today: () => string;
}

const circumstances = ['TALENT_SECURING', 'LAYOFF', 'TEMPORARY_OVERSTAFFING'] as const;
const kinds = ['secondment_out', 'secondment_in', 'transfer_out', 'transfer_in', 'career_talent_bank'] as const;

/** Makes the lives of cases, bulletins and exchanges, in the mix of the journeys. All people and companies are fictional. */
export class Lives {
  readonly #parts: LifeParts;
  readonly #known = new Map<string, KnownClient[]>();
  #companies = 0;

  constructor(parts: LifeParts) {
    this.#parts = parts;
  }

  /** The next thing that begins somewhere: nine of ten are referrals. */
  next(): Life {
    const { random, offices } = this.#parts;
    const office = offices.pick(random);
    const at = random.next();
    if (at < 0.9) return this.#referral(office);
    if (at < 0.94) return this.#outOfTheBlue(office);
    if (at < 0.98) return this.#recommendation(office);
    return this.#exchange(office);
  }

  /** Enters all consultants, as the associations did before the first case. */
  async *directory(): Life {
    const { desk, offices } = this.#parts;
    for (const { liaison, consultants, prefecture } of offices.all) {
      for (const [index, { userId }] of consultants.entries()) {
        const { id } = await desk.issue(liaison, 'RegisterConsultant', {
          userId,
          registrationNumber: `${prefecture}20${String(index + 1).padStart(4, '0')}`,
          name: `見本 太郎${index + 1}`,
          practice: 'own_office',
        });
        await desk.issue(liaison, 'VerifyRegistration', { consultantId: id });
        yield;
      }
    }
  }

  /** A bulletin on its way down: relayed, forwarded by every association, acknowledged by a third of the consultants. */
  async *bulletin(): Life {
    const { desk, random, offices } = this.#parts;
    const topic = random.oneOf(['secondment', 'transfer', 'career_talent_bank', 'service_notice']);
    const text = { title: '在籍型出向の成立状況', body: '成立は前年を上回りました。'.repeat(8) };
    const { id: bulletinId } = await desk.issue(headquarters, 'PublishBulletin', { topic, ...text });
    yield;
    await desk.issue(federation, 'RelayBulletin', { bulletinId });
    for (const { liaison, consultants } of offices.all) {
      yield;
      await desk.issue(liaison, 'ForwardBulletin', { bulletinId });
      for (const consultant of consultants) {
        if (!random.chance(1 / 3)) continue;
        yield;
        await desk.issue(consultant, 'AcknowledgeBulletin', { bulletinId });
      }
    }
  }

  async *#referral(office: OfficePeople): Life {
    const { desk, random, today } = this.#parts;
    const consultant = random.oneOf(office.consultants);
    const advisor = random.oneOf(office.advisors);
    const client = yield* this.#client(office, consultant.userId);
    const { id: consentId } = await desk.issue(consultant, 'RecordConsent', {
      clientId: client.clientId,
      purpose: 'referral',
      items: ['company_identity', 'contact', 'headcount', 'reason'],
      recipients: ['iesc'],
      from: today(),
      until: addDays(today(), 180),
      method: 'written',
      givenBy: '見本 花子',
    });
    yield;
    const need = random.oneOf(circumstances);
    const { id: referralId } = await desk.issue(consultant, 'ReferClient', {
      ...client,
      consentId,
      circumstances: [need],
      backgrounds: [random.oneOf(['cost', 'labour_shortage', 'orders'])],
      backgroundText: '受注が前年比18%減り、春までは戻らない見込み',
      urgency: random.chance(0.2) ? 'urgent' : 'normal',
      ownersWish: '雇用を維持したまま、3か月ほど従業員を送り出したい',
    });
    yield;
    if (random.chance(0.04)) {
      const withdrawn = { referralId, reason: 'need_resolved', side: 'client' };
      await desk.issue(consultant, 'WithdrawReferral', withdrawn);
      return;
    }
    await desk.issue(office.intake, 'AcknowledgeReferral', { referralId });
    yield;
    await desk.issue(advisor, 'TakeReferral', { referralId });
    yield;
    if (random.chance(0.3)) {
      await desk.issue(advisor, 'RequestInformation', { referralId, question: '出向できるのは何名ですか' });
      yield;
      if (random.chance(0.1)) return;
      await desk.issue(consultant, 'SupplyInformation', { referralId, answer: 'オペレーター3名です' });
      yield;
    }
    if (random.chance(0.15)) {
      const declined = { referralId, reason: 'capacity', side: 'capacity', message: '現在受入が難しい状況です' };
      await desk.issue(advisor, 'DeclineReferral', declined);
      return;
    }
    await desk.issue(advisor, 'AcceptReferral', { referralId, consentId });
    yield;
    if (random.chance(0.2)) return;
    const isClosed = yield* this.#support(office, advisor, { ...client, referralId, circumstances: [need] });
    if (isClosed) await desk.issue(consultant, 'AcknowledgeOutcome', { referralId });
  }

  async *#outOfTheBlue(office: OfficePeople): Life {
    const advisor = this.#parts.random.oneOf(office.advisors);
    const client = yield* this.#client(office, office.intake.userId);
    yield* this.#support(office, advisor, { ...client, circumstances: ['TALENT_SECURING'] });
  }

  async *#recommendation(office: OfficePeople): Life {
    const { desk, random } = this.#parts;
    const circumstance = random.oneOf(circumstances);
    await desk.issue(random.oneOf(office.consultants), 'RecommendService', {
      circumstances: [circumstance],
      prefecture: office.prefecture,
    });
    yield;
  }

  async *#exchange({ manager, liaison, prefecture }: OfficePeople): Life {
    const { desk, today } = this.#parts;
    const { id: exchangeId } = await desk.issue(manager, 'ExchangeInformation', {
      level: 'local',
      prefecture,
      heldOn: today(),
      topics: ['operating_status', 'referrals'],
      ownContribution: '今月の成立と求人の動きを報告した',
    });
    yield;
    await desk.issue(liaison, 'ConfirmExchange', { exchangeId });
  }

  /** Three of five are new; the others are companies that this person has registered before, some again and again. */
  async *#client(office: OfficePeople, userId: string): AsyncGenerator<undefined, KnownClient, undefined> {
    const { desk, random } = this.#parts;
    const known = this.#known.get(userId) ?? [];
    if (known.length > 0 && random.chance(0.4)) return known[Math.floor(known.length * random.next() ** 3)]!;
    const registering = [...office.consultants, office.intake].find((person) => person.userId === userId)!;
    const number = this.#companies++;
    const base = `999${String(number).padStart(9, '0')}`;
    const commandId = randomUUID();
    const { id: clientId } = await desk.issue(
      registering,
      'RegisterClient',
      {
        corporateNumber: `${corporateNumberCheckDigit(base)}${base}`,
        name: `株式会社見本製作所 第${number}`,
        kana: 'ミホンセイサクショ',
        industry: random.oneOf(['D', 'E', 'H', 'I', 'M', 'P']),
        capitalYen: 48_000_000,
        regularEmployees: random.between(3, 600),
        owner: { name: '見本 宏', phone: '0530000000' },
        establishments: [{ name: '本社工場', address: '見本市1-1', prefecture: office.prefecture }],
      },
      commandId,
    );
    const client = { clientId, establishmentId: derivedId(commandId, 'establishment 0') };
    this.#known.set(userId, [...known, client].slice(-200));
    yield;
    return client;
  }

  /** @returns whether the case came to its end */
  async *#support(
    office: OfficePeople,
    advisor: OfficePeople['manager'],
    request: KnownClient & { readonly referralId?: string; readonly circumstances: readonly string[] },
  ): AsyncGenerator<undefined, boolean, undefined> {
    const { desk, random, today } = this.#parts;
    const { id: caseId } = await desk.issue(office.intake, 'RequestSupport', {
      ...request,
      channel: request.referralId === undefined ? 'phone' : 'referral',
      wish: '6か月の在籍型出向を希望',
      requestedBy: '見本 宏',
    });
    yield;
    await desk.issue(office.manager, 'AssignAdvisor', { caseId, advisorId: advisor.userId });
    while (random.chance(0.4)) {
      yield;
      await desk.issue(advisor, 'RecordContactAttempt', { caseId, channel: 'phone', result: 'no_answer' });
    }
    yield;
    await desk.issue(advisor, 'RecordFirstContact', { caseId, channel: 'phone' });
    yield;
    const kind = random.oneOf(kinds);
    await desk.issue(advisor, 'RecordAssessment', { caseId, kind, summary: '2名の出向', assessedOn: today() });
    yield;
    if (random.chance(0.4)) {
      yield* this.#visit(advisor, { clientId: request.clientId, caseId });
      yield;
    }
    if (random.chance(0.15)) return false;
    if (random.chance(0.55)) {
      const persons = Array.from({ length: random.between(1, 3) }, (_, index) => ({
        name: `見本 次郎${index + 1}`,
        lastDayWorked: today(),
        firstDay: addDays(today(), random.between(1, 4)),
      }));
      await desk.issue(advisor, 'RecordPlacement', { caseId, crossPrefecture: random.chance(0.29), persons });
    } else {
      const reason = random.oneOf(['no_counterpart', 'terms', 'owner_declined']);
      await desk.issue(advisor, 'RecordNotEstablished', { caseId, reason, message: '受入先が見つかりませんでした' });
    }
    yield;
    await desk.issue(advisor, 'CloseCase', { caseId });
    yield;
    return true;
  }

  async *#visit(
    advisor: OfficePeople['manager'],
    of: { readonly clientId: string; readonly caseId: string },
  ): AsyncGenerator<undefined, void, undefined> {
    const { desk, random, today } = this.#parts;
    const asked = random.chance(0.5) ? { grantQuestion: { topics: ['KOCHO'] } } : {};
    const { id: visitId } = await desk.issue(advisor, 'RecordVisit', {
      ...of,
      visitedOn: today(),
      notes: '現場を確認。出向候補者2名と面談',
      ...asked,
    });
    if (!('grantQuestion' in asked)) return;
    yield;
    const consultationId = grantConsultationIdOf(visitId);
    const decided = random.oneOf([
      'RecommendConsultant',
      'RecordOwnConsultant',
      'RecordNotRequired',
      'RecordOwnerDeclined',
    ]);
    await desk.issue(advisor, decided, { consultationId });
  }
}
