import { associationOf, iescOfficeOf, prefectures, type PrefectureCode } from '#reference-data';
import type { Actor } from '#platform/event-store';
import type { Seeded } from '../../chaos/seeded.ts';

/** One prefecture's people, as far as commands need them; fictional. */
export interface OfficePeople {
  readonly prefecture: PrefectureCode;
  readonly liaison: Actor;
  readonly consultants: readonly [Actor, ...Actor[]];
  readonly intake: Actor;
  readonly manager: Actor;
  readonly advisors: readonly [Actor, ...Actor[]];
}

export const headquarters: Actor = {
  userId: 'hq-coordinator',
  org: 'iesc',
  officeId: null,
  role: 'iesc.hq_coordinator',
};
export const federation: Actor = {
  userId: 'federation-liaison',
  org: 'nasilc',
  officeId: null,
  role: 'nasilc.hq_liaison',
};

/** Where most companies are, the first the busiest; the others follow by their codes. */
const BUSIEST: readonly PrefectureCode[] = ['13', '27', '23', '14', '11', '40', '22', '28', '01', '12'];

/** Consultants of the largest prefecture; the others have fewer, as their share of the cases. */
const MOST_CONSULTANTS = 60;

/**
 * The 47 prefectures' people, the busiest first, and how their work is shared out: as 1, 1/2, 1/3 …, which is how unequal
 * Tokyo, Osaka, Aichi … are to the smallest.
 */
export class Offices {
  readonly all: readonly OfficePeople[];
  readonly #shares: readonly number[];

  constructor() {
    const ordered = [...BUSIEST, ...prefectures.map(({ code }) => code).filter((code) => !BUSIEST.includes(code))];
    this.all = ordered.map(peopleOf);
    const weights = this.all.map((_, index) => 1 / (index + 1));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let sum = 0;
    this.#shares = weights.map((weight) => (sum += weight / total));
  }

  /** An office, the busy ones more often. */
  pick(random: Seeded): OfficePeople {
    const at = random.next();
    return this.all[this.#shares.findIndex((share) => at < share)] ?? this.all[0]!;
  }
}

function peopleOf(prefecture: PrefectureCode, place: number): OfficePeople {
  const [iesc, nasilc] = [iescOfficeOf(prefecture).id, associationOf(prefecture).id];
  const staff = (role: string, number = 1): Actor => ({
    userId: `${role.replace('.', '-')}-${prefecture}-${number}`,
    org: 'iesc',
    officeId: iesc,
    role,
  });
  const consultant = (number: number): Actor => ({
    userId: `consultant-${prefecture}-${number}`,
    org: 'nasilc',
    officeId: nasilc,
    role: 'nasilc.consultant',
  });
  const [consultants, advisors] = [Math.ceil(MOST_CONSULTANTS / (place + 1)), Math.ceil(12 / (place + 1))];
  return {
    prefecture,
    liaison: { userId: `liaison-${prefecture}`, org: 'nasilc', officeId: nasilc, role: 'nasilc.pref_liaison' },
    consultants: [consultant(1), ...Array.from({ length: consultants - 1 }, (_, index) => consultant(index + 2))],
    intake: staff('iesc.intake'),
    manager: staff('iesc.office_manager'),
    advisors: [
      staff('iesc.advisor'),
      ...Array.from({ length: advisors - 1 }, (_, index) => staff('iesc.advisor', index + 2)),
    ],
  };
}
