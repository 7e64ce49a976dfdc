export { BackOffice, Refused, type Recorded, type Row } from './demo/back-office.ts';
export { enterConsultant } from './demo/enter-consultant.ts';
export { hamana, withFreshNumber } from './demo/cast.ts';
export { playMainJob, type StoryIds } from './demo/main-job.ts';
export { Narrator } from './demo/narrator.ts';
export { signIn, type People } from './demo/people.ts';
export { moveClock, onOneDay, onRealDays, type StoryDays } from './demo/story-days.ts';
