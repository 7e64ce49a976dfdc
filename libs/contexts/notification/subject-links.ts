/** Where what a stream is about is read, by its category: the path of a row that both organisations or their staff may see. */
const PATHS: { readonly [category: string]: string } = {
  bulletin: '/bulletins',
  grantconsultation: '/iesc/grant-consultations',
  office: '/office-directory',
  referral: '/referrals',
  supportcase: '/support-cases',
  task: '/my-tasks',
};

/** The path of a subject's row; null where no read model is of it. What a reader may see there is its own matter. */
export function linkTo(subjectCategory: string, subjectId: string): string | null {
  const path = PATHS[subjectCategory];
  return path === undefined ? null : `${path}/${subjectId}`;
}
