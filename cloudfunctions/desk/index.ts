/** A maker's desk: its own people's threads, what they said, and answers as far as WeChat takes them. */
export { inbox } from './inbox';
export { closeThread, picture, readThread } from './read';
export { reply } from './reply';
