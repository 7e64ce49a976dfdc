export { consultant, consultantIdOf, earlierConsultantIdOf, type Consultant } from './consultant.ts';
export { directoryContext } from './directory.module.ts';
export { associationIdOf, isVerifiedMember, memberReads } from './member.ts';
