export * from './ServiceRecommended/index.ts';
export * from './RecommendationQuoted/index.ts';
