export * from './VisitConducted/index.ts';
export * from './GrantQuestionRaised/index.ts';
export * from './GrantConsultationOpened/index.ts';
export * from './ConsultantRecommended/index.ts';
export * from './RecommendationNotRequired/index.ts';
export * from './OwnConsultantRecorded/index.ts';
export * from './RecommendationDeclined/index.ts';
