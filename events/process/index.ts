export * from './ProcessBegan/index.ts';
export * from './ProcessCommandRefused/index.ts';
export * from './ProcessCommandGivenUp/index.ts';
export * from './ProcessCommandRetried/index.ts';
export * from './ProcessCommandSkipped/index.ts';
