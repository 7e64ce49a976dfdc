export type { Progress } from './position-waits.ts';
export type { Item, Lag, PageAnswer, RowAnswer } from './read-model-answer.ts';
export { ChangeFeeds, type ChangeFeedServices } from '../change-feed/change-feeds.ts';
export { CommitNews, type OnCommit } from '../change-feed/commit-news.ts';
export { lagOfAnswers } from './read-model-lag.ts';
export { type ActedOn, actedOn } from './read-model-scope.ts';
export { ReadModels, type ReadModelServices } from './read-model-query.ts';
