export * from './key-store.ts';
export type { KeyFor } from './keys-once.ts';
export * from './master-key.ts';
export * from './sqlite-key-store.ts';
export * from './postgres-key-store.ts';
export * from './sealing.ts';
export * from './body-digest.ts';
export * from './search-tokens.ts';
export * from './key-file.ts';
