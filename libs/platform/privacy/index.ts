export * from './key-store.ts';
export type { KeyFor } from './keys-once.ts';
export * from './sealing.ts';
export * from './body-digest.ts';
export * from './search-tokens.ts';
