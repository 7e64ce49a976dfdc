export { caseLives } from './case-lives.ts';
