export { consultant, consultantIdOf, earlierConsultantIdOf, type Consultant } from './consultant.ts';
export { directoryContext } from './directory.module.ts';
export { calendarOf, cutOffHourOf, office, officeStreamIdOf, type OfficeStanding } from './office.ts';
export { associationIdOf, isVerifiedMember, memberReads } from './member.ts';
export { FirstSights, SIGN_INS } from './first-sights.ts';
export { requireOfTheOffice, staffMemberIn } from './office-staff.ts';
export { memberIdOf, staffMember, type StaffMember } from './staff-member.ts';
export { delegations, delegationsIdOf, openOf } from './delegation.ts';
