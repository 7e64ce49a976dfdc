import { associations, consultants, officeStaff } from '#contexts/kernel';

/** Who passes on what an owner says of a consent that is theirs to know: both sides. */
export const consentKeepers = [...consultants, ...associations, ...officeStaff] as const;
