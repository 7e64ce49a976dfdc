export * from './personal.ts';
export * from './event-type.ts';
export * as Field from './fields.ts';
export { Type } from 'typebox';
