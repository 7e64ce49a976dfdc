export * from './ConsentGiven/index.ts';
export * from './PersonalDataDisclosed/index.ts';
