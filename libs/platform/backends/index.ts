export * from './backends.ts';
export * from './data-files.ts';
export { requireDataFolder } from './require-data-folder.ts';
export * from './settings/index.ts';
