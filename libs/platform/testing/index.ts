export * from './postgres.ts';
export * from './projection-spec.ts';
