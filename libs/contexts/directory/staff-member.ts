import { MemberLeftOffice, MemberMailSet, MemberSignedIn } from '#events/directory';
import { aggregate, derivedId } from '#platform/decider';
import type { EventOf } from '#platform/event-schema';

const events = [MemberSignedIn, MemberLeftOffice, MemberMailSet] as const;

export type StaffMemberEvent = EventOf<(typeof events)[number]>;

/** What somebody is at an office, as their sign-in says. */
export interface Post {
  readonly officeId: string;
  readonly role: string;
}

/** Somebody who works at an office of IESC or a body of NASILC, known from the first sign-in on. */
export type StaffMember =
  | { readonly stage: 'none' }
  | {
      readonly stage: 'known';
      readonly userId: string;
      readonly org: string;
      /** Where they were seen and have not left, in the order in which they were seen there. */
      readonly posts: readonly Post[];
      readonly hasMail: boolean;
    };

export const initialStaffMember: StaffMember = { stage: 'none' };

/** What is known of a member after one more event. */
export function evolveStaffMember(state: StaffMember, event: StaffMemberEvent): StaffMember {
  if (event.type === 'MemberSignedIn') {
    const { userId, org, officeId, role } = event.data;
    const { posts, hasMail } = state.stage === 'none' ? { posts: [], hasMail: false } : state;
    return { stage: 'known', userId, org, posts: [...posts, { officeId, role }], hasMail };
  }
  if (state.stage === 'none') return state;
  switch (event.type) {
    case 'MemberLeftOffice':
      return { ...state, posts: state.posts.filter(({ officeId }) => officeId !== event.data.officeId) };
    case 'MemberMailSet':
      return { ...state, hasMail: event.data.mail !== null };
    default:
      return event satisfies never;
  }
}

/** A sign-in is a natural key: each member has one stream, wherever they work. */
export const memberIdOf = (userId: string): string => derivedId('member', userId);

export const staffMember = aggregate<StaffMember, StaffMemberEvent>({
  category: 'member',
  idField: 'memberId',
  events,
  initialState: initialStaffMember,
  evolve: evolveStaffMember,
  parties: (state) =>
    state.stage === 'none'
      ? { offices: [], persons: [] }
      : { offices: state.posts.map(({ officeId }) => officeId), persons: [state.userId] },
  mainPerson: (state) => (state.stage === 'none' ? undefined : `member-${memberIdOf(state.userId)}`),
});
