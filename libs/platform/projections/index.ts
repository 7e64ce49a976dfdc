export * from './column.ts';
export * from './definition.ts';
