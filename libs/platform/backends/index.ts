export * from './backends.ts';
export * from './settings.ts';
