export * from './personal.ts';
export * from './async-api.ts';
export * from './event-type.ts';
export * as Field from './fields.ts';
export { Type } from './type.ts';
export { prepareValidators } from './prepare-validators.ts';
