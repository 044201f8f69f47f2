/** Reviews of days that are kept off boards: asked by their owner, decided at the operator's desk. */
export { askReview, sourcesAndReview, withdrawReview } from './ask';
export { decideReview, seeReview, waitingReviews } from './desk';
