export { consultant, consultantIdOf, type Consultant } from './consultant.ts';
export { directoryContext } from './directory.module.ts';
