export * from '../master-key.ts';
export * from '../sqlite-key-store.ts';
export * from '../postgres-key-store.ts';
export * from '../key-file.ts';
