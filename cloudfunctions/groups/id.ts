import { createHash } from 'node:crypto';

/**
 * The public id of a chat group. WeChat's own id of it is not guessed, and is stored nowhere: from the
 * one the other follows, and not back.
 */
export const groupId = (opengid: string) =>
  createHash('sha256').update(`group:${opengid}`).digest('base64url').slice(0, 24);
