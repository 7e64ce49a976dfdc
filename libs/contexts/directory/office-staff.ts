import type { RoleName } from '#contexts/kernel';
import { ruleBroken } from '#platform/decider';
import { memberIdOf, type StaffMember } from './staff-member.ts';

/** What a decision reads to know where somebody works: `reads: { advisor: read(staffMember, staffMemberIn('advisorId')) }`. */
export const staffMemberIn =
  <Field extends string>(field: Field) =>
  (command: { readonly [F in Field]?: string | undefined }): string | undefined => {
    const userId = command[field];
    return userId === undefined ? undefined : memberIdOf(userId);
  };

/**
 * Lets pass who works at an office, in one of some roles where they matter. Who has never signed in passes too: work may be
 * given to somebody on the day before their first (docs/decisions/026).
 *
 * @param path the field that names them
 * @throws Refusal `NOT_OF_THE_OFFICE`
 */
export function requireOfTheOffice(
  member: StaffMember,
  officeId: string,
  path: string,
  inRoles?: readonly RoleName[],
): void {
  if (member.stage === 'none') return;
  const fits = (role: string) => inRoles?.some((one) => one === role) ?? true;
  if (member.posts.some((post) => post.officeId === officeId && fits(post.role))) return;
  throw ruleBroken(
    'NOT_OF_THE_OFFICE',
    {
      en: inRoles ? `This is nobody of the office in the role ${inRoles.join(' or ')}` : 'This is nobody of the office',
      ja: inRoles ? `この事務所で${inRoles.join('・')}の職員ではありません` : 'この事務所の職員ではありません',
    },
    path,
  );
}
