export * from './backends.ts';
export * from './data-files.ts';
export * from './settings/index.ts';
